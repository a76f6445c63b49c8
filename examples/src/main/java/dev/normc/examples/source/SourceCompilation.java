package dev.normc.examples.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles one source file in memory, with the names of its parameters, and loads its classes. */
final class SourceCompilation {

    private static final String VECTOR_API = "jdk.incubator.vector";

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");

    private SourceCompilation() {}

    /**
     * The classes of {@code file}, and those of other files of its folder that it uses.
     *
     * @throws UnusableSourceException if the file cannot be read or the compiler refuses it
     */
    static List<Class<?>> classes(Path file) {
        if (!file.toString().endsWith(".java")) {
            throw new UnusableSourceException(file + " is no Java source file: its name does not end in .java.");
        }
        String text = text(file);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new UnusableSourceException("Compiling " + file
                    + " needs a JDK; this is a Java runtime without a compiler (" + System.getProperty("java.home")
                    + ").");
        }
        boolean vectors = text.contains(VECTOR_API);
        if (vectors && ModuleLayer.boot().findModule(VECTOR_API).isEmpty()) {
            throw new UnusableSourceException(file + " uses " + VECTOR_API
                    + ", which this JVM was started without; start it with --add-modules " + VECTOR_API + ".");
        }
        return loaded(compile(javac, file, root(file, text), vectors));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException notText) {
            throw new UnusableSourceException(file + " is no text in UTF-8.");
        } catch (IOException unreadable) {
            throw new UnusableSourceException(
                    Files.exists(file) ? file + " cannot be read." : "There is no file " + file + ".");
        }
    }

    /** The folder of the sources: that of the file, or above it that of its package. */
    private static Path root(Path file, String text) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file stands in a folder");
        Matcher declared = PACKAGE.matcher(text);
        if (!declared.find()) {
            return folder;
        }
        Path inside = Path.of(declared.group(1).replace('.', '/'));
        return folder.endsWith(inside)
                ? folder.resolve("../".repeat(inside.getNameCount())).normalize()
                : folder;
    }

    private static Map<String, byte[]> compile(JavaCompiler javac, Path file, Path root, boolean vectors) {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard =
                        javac.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8);
                MemoryFiles files = new MemoryFiles(standard)) {
            // An empty class path: a kernel that could see normc would not run in the project that it is from.
            List<String> options = new ArrayList<>(List.of(
                    "-g", "-parameters", "-proc:none", "-nowarn", "-classpath", "", "-sourcepath", root.toString()));
            if (vectors) {
                options.addAll(List.of("--add-modules", VECTOR_API));
            }
            boolean compiled = javac.getTask(null, files, diagnostics, options, null, standard.getJavaFileObjects(file))
                    .call();
            if (!compiled) {
                throw UnusableSourceException.fromCompiler(errors(diagnostics));
            }
            return files.bytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What javac itself prints, and nothing else. */
    private static List<String> errors(DiagnosticCollector<JavaFileObject> diagnostics) {
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .toList();
    }

    private static List<Class<?>> loaded(Map<String, byte[]> bytes) {
        MemoryLoader loader = new MemoryLoader(bytes);
        List<Class<?>> classes = new ArrayList<>();
        for (String name : bytes.keySet()) {
            try {
                classes.add(loader.loadClass(name));
            } catch (ClassNotFoundException impossible) {
                throw new IllegalStateException(name, impossible);
            }
        }
        return classes;
    }

    private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

        MemoryFiles(JavaFileManager delegate) {
            super(delegate);
        }

        Map<String, byte[]> bytes() {
            Map<String, byte[]> bytes = new LinkedHashMap<>();
            classes.forEach((name, written) -> bytes.put(name, written.toByteArray()));
            return bytes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            classes.put(className, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
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
