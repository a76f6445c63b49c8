package dev.normc.compiler.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.graph.Reduction;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Statement.LaneAccumulator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule of a legal kernel has a kernel that breaks it alone. */
class LoopVerifierTest {

    private static final Axis ROWS = new Axis(0, "N");
    private static final Axis COLUMNS = new Axis(1, "D");
    private static final Buffer X = buffer("x", Type.NUMBER, new Extent.Along(ROWS), new Extent.Along(COLUMNS));
    private static final Buffer ROW = buffer("row", Type.NUMBER, new Extent.Along(COLUMNS));
    private static final Buffer TERMS = buffer("terms", Type.NUMBER, new Extent.Along(COLUMNS));
    private static final Buffer LANES = buffer("lanes", Type.NUMBER, new Extent.Fixed(64));
    private static final Buffer WIDE = buffer("wide", Type.DOUBLE, new Extent.Along(COLUMNS));
    private static final Local N = new Local("n", Type.INT);
    private static final Local D = new Local("d", Type.INT);
    private static final Local A = new Local("a", Type.NUMBER);
    private static final Expression ONE = new Expression.Literal(1, Type.NUMBER);
    private static final LaneAccumulator SUM =
            new LaneAccumulator(new Local("s", Type.NUMBER), Optional.of(TERMS), LANES, Reduction.SUM);

    private static Buffer buffer(String name, Type type, Extent... extents) {
        return new Buffer(name, Buffer.Kind.SCRATCH, type, List.of(extents), Optional.empty());
    }

    private static List<String> violations(Statement... statements) {
        Profile nothing = new Profile(0, 0, List.of(), List.of(), List.of());
        List<Buffer> buffers = List.of(X, ROW, TERMS, LANES, WIDE);
        return LoopVerifier.violations(new Kernel(buffers, List.of(statements), List.of(), nothing));
    }

    private static Statement let(Local local, Expression value) {
        return new Statement.Let(local, value, false);
    }

    private static Statement rows(Statement... body) {
        return new Statement.Loop(N, Expression.integer(0), new Expression.Size(ROWS), 1, List.of(body));
    }

    private static Statement sweep(List<LaneAccumulator> accumulators, Statement... body) {
        return new Statement.Sweep(COLUMNS, D, accumulators, List.of(body));
    }

    private static Statement part(Statement... body) {
        return new Statement.Part(List.of(body));
    }

    @Test
    void aLegalKernelHasNoViolations() {
        Expression element = new Expression.Load(X, List.of(N, D));
        Expression square = Expression.apply(Pointwise.MULTIPLY, Type.NUMBER, element, element);
        assertEquals(
                List.of(),
                violations(rows(
                        sweep(List.of(SUM), new Statement.Accumulate(SUM, square)),
                        let(A, SUM.result()),
                        part(sweep(List.of(), new Statement.Store(ROW, List.of(D), element))),
                        sweep(List.of(), new Statement.Store(X, List.of(N, D), A)))));
    }

    @Test
    void aLocalIsDeclaredBeforeItIsRead() {
        assertEquals(
                List.of("a is read where it is not declared"),
                violations(rows(sweep(List.of(), new Statement.Store(ROW, List.of(D), A)), let(A, ONE))));
    }

    @Test
    void aLocalIsForgottenBehindItsBlock() {
        assertEquals(
                List.of("a is read where it is not declared"),
                violations(rows(let(A, ONE)), sweep(List.of(), new Statement.Store(ROW, List.of(D), A))));
    }

    @Test
    void aNameIsGivenOnceInABlock() {
        assertEquals(List.of("the name a is taken where a local is declared"), violations(let(A, ONE), let(A, ONE)));
        assertEquals(
                List.of("the name row is taken where a local is declared"),
                violations(let(new Local("row", Type.NUMBER), ONE)));
    }

    @Test
    void aPartSeesNoNumberFromAroundIt() {
        assertEquals(
                List.of("a is read where it is not declared"),
                violations(let(A, ONE), part(sweep(List.of(), new Statement.Store(ROW, List.of(D), A)))));
    }

    @Test
    void anElementHasOneCoordinatePerDimension() {
        assertEquals(
                List.of("x has 2 dimensions, not 1"),
                violations(sweep(List.of(), new Statement.Store(X, List.of(D), ONE))));
    }

    @Test
    void typesAreConvertedInSight() {
        assertEquals(
                List.of("a value of type NUMBER in the place of DOUBLE: " + ONE),
                violations(sweep(List.of(), new Statement.Store(WIDE, List.of(D), ONE))));
    }

    @Test
    void anOperationOnBitsTakesItsNumberOfNumbersOfItsType() {
        Expression one = new Expression.Bits(BitOperation.COPY_SIGN, List.of(ONE), Type.NUMBER);
        assertEquals(List.of("COPY_SIGN takes 2 operands"), violations(let(A, one)));
        Expression wide = new Expression.Literal(1, Type.DOUBLE);
        Expression mixed = new Expression.Bits(BitOperation.COPY_SIGN, List.of(ONE, wide), Type.NUMBER);
        assertEquals(List.of("a value of type DOUBLE in the place of NUMBER: " + wide), violations(let(A, mixed)));
        Expression index = new Expression.Bits(BitOperation.EXPONENT, List.of(Expression.integer(1)), Type.INT);
        assertEquals(List.of("EXPONENT of type INT"), violations(let(D, index)));
    }

    @Test
    void aBufferBelongsToTheKernel() {
        Buffer other = buffer("other", Type.NUMBER);
        assertEquals(
                List.of("the kernel does not have the buffer other"),
                violations(new Statement.Store(other, List.of(), ONE)));
    }

    @Test
    void anAccumulatorGetsOneTerm() {
        Statement term = new Statement.Accumulate(SUM, ONE);
        assertEquals(List.of("s gets no term in its sweep"), violations(sweep(List.of(SUM))));
        assertEquals(
                List.of("s gets a term outside of its sweep, or two", "s gets no term in its sweep"),
                violations(sweep(List.of(SUM), term, term)));
    }

    @Test
    void aFixedLocalIsNotAssigned() {
        assertEquals(List.of("a cannot be assigned"), violations(let(A, ONE), new Statement.Assign(A, ONE)));
    }

    @Test
    void sweepsDoNotNest() {
        Local inner = new Local("e", Type.INT);
        Statement nested = new Statement.Sweep(COLUMNS, inner, List.of(), List.of());
        assertEquals(List.of("the sweep over e stands inside of another"), violations(sweep(List.of(), nested)));
    }
}
