package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.normc.compiler.Options;
import dev.normc.compiler.emit.EmittedNorm;
import dev.normc.compiler.emit.ScalarType;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.InvalidNormException;
import dev.normc.runtime.Programs.Program;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs of any length compile to short methods, or are refused. */
@Tag("optimized") // frames of the first compiler are larger, and the stack of these tests is small
class LongProgramsTest {

    /** HotSpot leaves a longer method to the interpreter. */
    private static final int LONGEST_COMPILED_METHOD = 8_000;

    /** Half of what a thread has by default: no pass recurses along a chain of thousands. */
    private static final int SMALL_STACK = 512 * 1024;

    static Stream<Program> programs() {
        return Programs.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyMethodOfEveryProgramIsShortEnoughForHotSpot(Program program) {
        for (ScalarType type : ScalarType.values()) {
            CompiledNorm norm = program.compile(type, JavaCompiler.JANINO);
            for (JavaCompiler compiler : JavaCompiler.values()) {
                assertShort(norm.compilation().emitted(), compiler);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodOfALongProgramIsShortEnoughForHotSpot(LongPrograms program) {
        CompiledNorm norm = withSmallStack(() -> program.program().compile(ScalarType.FLOAT, JavaCompiler.JANINO));
        for (JavaCompiler compiler : JavaCompiler.values()) {
            assertShort(norm.compilation().emitted(), compiler);
        }
    }

    private static void assertShort(EmittedNorm emitted, JavaCompiler compiler) {
        ClassLoading.compile(emitted.className(), emitted.source(), compiler)
                .forEach((name, file) -> ClassFile.codeLengths(file)
                        .forEach((method, bytes) -> assertTrue(
                                bytes < LONGEST_COMPILED_METHOD,
                                () -> compiler + ": " + method + " of " + name + " has " + bytes + " bytes")));
    }

    private static CompiledNorm withSmallStack(java.util.function.Supplier<CompiledNorm> work) {
        AtomicReference<CompiledNorm> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, () -> result.set(work.get()), "small stack", SMALL_STACK);
        thread.setUncaughtExceptionHandler((failed, problem) -> failure.set(problem));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure.get() instanceof RuntimeException refused) {
            throw refused;
        } else if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
        return java.util.Objects.requireNonNull(result.get());
    }

    private static List<Diagnostic> refusal(Program program, Options options) {
        return assertThrows(
                        InvalidNormException.class,
                        () -> withSmallStack(() -> program.compile(options, JavaCompiler.JANINO)))
                .diagnostics();
    }

    @Test
    void aProgramOfAMillionCharactersIsRefusedAtTheWordsThatAreTooMany() {
        String terms = IntStream.range(0, 140_000).mapToObj(i -> " + x*1").collect(Collectors.joining());
        Diagnostic diagnostic = assertThrows(
                        InvalidNormException.class,
                        () -> Programs.text("norm Huge(x[N]) { return y = x" + terms + " }"))
                .diagnostics()
                .get(0);
        assertEquals("expansion-too-long", diagnostic.code());
        assertTrue(diagnostic.span().end() > 100_000, () -> "too early: " + diagnostic.span());
    }

    @Test
    void moreOperationsThanTheLimitAreRefusedAtTheWordsThatAreTooMany() {
        String terms = IntStream.range(0, 30_000).mapToObj(i -> " + x*" + i).collect(Collectors.joining());
        Program program = Programs.text("norm Huge(x[N]) { return y = x" + terms + " }");
        Diagnostic diagnostic = refusal(program, Options.DEFAULT).get(0);
        assertEquals("too-many-operations", diagnostic.code());
        assertTrue(diagnostic.span().end() > 100_000, () -> "too early: " + diagnostic.span());
    }

    @Test
    void gradientsThatDoubleWithEachBranchAreRefused() {
        String lets = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> "v%d = if v%d > 0 then v%d * 0.9 else v%d * 1.1%n".formatted(i, i - 1, i - 1, i - 1))
                .collect(Collectors.joining());
        Program program = Programs.text("norm Doubling(x[N]) {\nv0 = x\n" + lets + "return y = v40\n}\n");
        assertEquals(
                "too-many-operations", refusal(program, Options.DEFAULT).get(0).code());
    }

    @Test
    void aClassThatJavaCouldNotLoadIsRefused() {
        String terms = IntStream.range(0, 9_000)
                .mapToObj(i -> " + mean[D](sin(x * " + i + "))")
                .collect(Collectors.joining());
        Program program = Programs.text("norm Wide(x[N, D]) { return y = x" + terms + " }");
        assertEquals(
                "too-many-operations",
                refusal(program, Options.DEFAULT.withMostOperations(1_000_000))
                        .get(0)
                        .code());
    }

    @Test
    void theLimitIsThatOfTheOptions() {
        Program program = LongPrograms.LONG_SUM.program(20);
        Diagnostic diagnostic =
                refusal(program, Options.DEFAULT.withMostOperations(50)).get(0);
        assertEquals(
                "with its gradients this norm takes more operations than the limit of 50 allows", diagnostic.message());
        assertEquals(
                Map.of(),
                program.compile(Options.DEFAULT.withMostOperations(500), JavaCompiler.JANINO)
                        .signature()
                        .constants());
    }
}
