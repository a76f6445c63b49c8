package dev.normc.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Compiles emitted sources in memory, each into a class loader of its own, so that its classes can be unloaded. */
final class ClassLoading {

    /** The module and the package of vectors. */
    static final String VECTORS = "jdk.incubator.vector";

    private ClassLoading() {}

    /** Compiles a class and loads it. */
    static Class<?> load(String className, String source, JavaCompiler compiler) {
        return load(className, compile(className, source, compiler));
    }

    /** Loads a class of {@code classes}, which has those that are nested in it, too. */
    static Class<?> load(String className, Map<String, byte[]> classes) {
        try {
            return new MemoryLoader(classes).loadClass(className);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "a fault of normc, please report it: there is no " + className + " among what was compiled", e);
        }
    }

    /** The class files of {@code source} by the names of their classes, nested classes included. */
    static Map<String, byte[]> compile(String className, String source, JavaCompiler compiler) {
        return compiler == JavaCompiler.JANINO ? janino(className, source) : javac(className, source);
    }

    private static Map<String, byte[]> janino(String className, String source) {
        SimpleCompiler compiler = new SimpleCompiler();
        compiler.setParentClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            compiler.cook(className.replace('.', '/') + ".java", source);
        } catch (CompileException e) {
            throw new IllegalStateException("a fault of normc, please report it: Janino rejects " + className, e);
        }
        return compiler.getBytecodes();
    }

    private static Map<String, byte[]> javac(String className, String source) {
        javax.tools.JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new IllegalStateException("javac needs a JDK, and this is a Java runtime without one");
        }
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        StandardJavaFileManager standard = javac.getStandardFileManager(diagnostics, Locale.ROOT, null);
        MemoryFiles files = new MemoryFiles(standard);
        boolean compiled = javac.getTask(
                        null, files, diagnostics, options(source), null, List.of(new SourceText(className, source)))
                .call();
        if (!compiled) {
            StringBuilder message = new StringBuilder("javac rejects " + className);
            for (Diagnostic<? extends JavaFileObject> diagnostic : diagnostics.getDiagnostics()) {
                message.append(System.lineSeparator()).append(diagnostic.toString());
            }
            throw new IllegalStateException(message.toString());
        }
        Map<String, byte[]> classes = new HashMap<>();
        files.classes.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    /** A release says nothing of incubating modules, and their own warning cannot be turned off. */
    private static List<String> options(String source) {
        return source.contains("import " + VECTORS + ".")
                ? List.of(
                        "-Xlint:all",
                        "-Xlint:-options",
                        "-proc:none",
                        "--add-modules",
                        VECTORS,
                        "-source",
                        "17",
                        "-target",
                        "17")
                : List.of("-Xlint:all", "-Werror", "-proc:none", "--release", release(source));
    }

    /** The version of Java that a class needs: memory segments have been there from 22 on. */
    private static String release(String source) {
        return source.contains("import java.lang.foreign.") ? "22" : "17";
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String text;

        SourceText(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

        MemoryFiles(JavaFileManager delegate) {
            super(delegate);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + className + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    return bytes;
                }
            };
        }
    }

    private static final class MemoryLoader extends ClassLoader {
        private final Map<String, byte[]> classes;

        MemoryLoader(Map<String, byte[]> classes) {
            super(ClassLoader.getPlatformClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
