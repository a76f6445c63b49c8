package dev.normc.runtime;

import dev.normc.compiler.Compilation;
import dev.normc.compiler.Compiler;
import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.dsl.Dsl;
import dev.normc.dsl.ast.Norm;
import dev.normc.runtime.Programs.Program;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;

/** An emitted class as its callers see it: its public methods, found by what they are given. */
final class Emitted {

    private final Class<?> type;
    private final Compilation compilation;

    private Emitted(Class<?> type, Compilation compilation) {
        this.type = type;
        this.compilation = compilation;
    }

    static Emitted of(Program program, Options options, JavaCompiler compiler) {
        Norm norm = Dsl.read(program.source()).norms().stream()
                .filter(candidate -> candidate.name().text().equals(program.norm()))
                .findFirst()
                .orElseThrow();
        Compilation compilation = Compiler.compile(program.source(), norm, options.withOverloads(true));
        EmittedNorm emitted = compilation.emitted();
        return new Emitted(ClassLoading.load(emitted.className(), emitted.source(), compiler), compilation);
    }

    EmittedNorm emitted() {
        return compilation.emitted();
    }

    dev.normc.compiler.graph.Signature signature() {
        return compilation.signature();
    }

    /** A new workspace of the mode. */
    Object workspace(Mode mode, int... sizes) {
        String name = emitted().entry(mode == Mode.TRAINING).workspace();
        Constructor<?> constructor = Arrays.stream(type.getClasses())
                .filter(nested -> nested.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow()
                .getConstructors()[0];
        Object[] arguments = Arrays.stream(sizes).boxed().toArray();
        return Objects.requireNonNull(invoked(() -> constructor.newInstance(arguments)));
    }

    /** Calls the static method whose parameters fit {@code arguments}; what it throws comes through. */
    Object call(String name, Object... arguments) {
        return call(type, null, name, arguments);
    }

    /** Calls a method of {@code object}. */
    static Object on(Object object, String name, Object... arguments) {
        return call(object.getClass(), object, name, arguments);
    }

    /** A field of {@code object}. */
    static Object field(Object object, String name) {
        return Objects.requireNonNull(
                invoked(() -> object.getClass().getField(name).get(object)));
    }

    @SuppressWarnings("NullAway") // what a method returns, void included, is the test's to know
    private static Object call(
            Class<?> type, @org.jspecify.annotations.Nullable Object object, String name, Object... arguments) {
        Method method = Arrays.stream(type.getMethods())
                .filter(candidate -> candidate.getName().equals(name) && fits(candidate.getParameterTypes(), arguments))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no method " + name + " takes " + Arrays.toString(arguments)));
        return invoked(() -> method.invoke(object, arguments));
    }

    private static boolean fits(Class<?>[] types, Object[] arguments) {
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            boolean fits = types[i] == int.class ? arguments[i] instanceof Integer : types[i].isInstance(arguments[i]);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private interface Invocation {
        Object run() throws ReflectiveOperationException;
    }

    private static Object invoked(Invocation invocation) {
        try {
            return invocation.run();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
