package dev.normc.examples.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products, sums and rows against loops that are too simple to be wrong. */
class ArithmeticTest {

    private static final int[][] SHAPES = {{1, 1, 1}, {3, 5, 7}, {8, 4, 16}, {17, 33, 9}, {64, 12, 31}};

    private static double tolerance(Precision precision) {
        return precision == Precision.FLOAT ? 2e-5 : 1e-13;
    }

    private static Matrix random(Arithmetic arithmetic, Random random, int number, int rows, int columns) {
        Values values = arithmetic.array((number + 1) * rows * columns);
        for (int i = 0; i < values.length(); i++) {
            values.set(i, random.nextGaussian());
        }
        return Matrix.of(values, number, rows, columns);
    }

    private static double at(Matrix matrix, int i, int j) {
        return matrix.values()
                .get(matrix.offset() + (matrix.transposed() ? j * matrix.rows() + i : i * matrix.columns() + j));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aProductIsTheSumOverItsInnerIndexWhateverIsTransposed(Precision precision) {
        Arithmetic arithmetic = Arithmetic.of(precision, new Times());
        Random random = new Random(1);
        for (int[] shape : SHAPES) {
            for (int variant = 0; variant < 4; variant++) {
                int inner = shape[1];
                Matrix a = variant % 2 == 0
                        ? random(arithmetic, random, 2, shape[0], inner)
                        : random(arithmetic, random, 1, inner, shape[0]).transpose();
                Matrix b = variant < 2
                        ? random(arithmetic, random, 0, inner, shape[2])
                        : random(arithmetic, random, 3, shape[2], inner).transpose();
                Matrix c = random(arithmetic, random, 1, shape[0], shape[2]);
                c.values().fill(Double.NaN); // what was there must not matter
                arithmetic.product(a, b, c);
                requireSum(a, b, c, 1, precision);
                arithmetic.addProduct(a, b, c);
                requireSum(a, b, c, 2, precision);
                assertEquals(Double.NaN, c.values().get(0), "what stands before the matrix");
            }
        }
    }

    private static void requireSum(Matrix a, Matrix b, Matrix c, double times, Precision precision) {
        for (int i = 0; i < c.rows(); i++) {
            for (int j = 0; j < c.columns(); j++) {
                double sum = 0;
                for (int k = 0; k < a.columns(); k++) {
                    sum += at(a, i, k) * at(b, k, j);
                }
                String place = i + ", " + j + " of " + a.rows() + " x " + a.columns() + " x " + b.columns()
                        + (a.transposed() ? ", left one transposed" : "")
                        + (b.transposed() ? ", right one transposed" : "");
                assertEquals(times * sum, at(c, i, j), times * tolerance(precision), place);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void scatterIsTheAdjointOfGather(Precision precision) {
        Arithmetic arithmetic = Arithmetic.of(precision, new Times());
        Random random = new Random(2);
        int[] rows = {4, 0, 4, 2, 4, 1};
        Values table = random(arithmetic, random, 0, 5, 3).values();
        Values gathered = arithmetic.array(rows.length * 3);
        arithmetic.gather(table, rows, 3, gathered);
        for (int i = 0; i < gathered.length(); i++) {
            assertEquals(table.get(rows[i / 3] * 3 + i % 3), gathered.get(i));
        }
        Values upstream = random(arithmetic, random, 0, rows.length, 3).values();
        Values gradient = arithmetic.array(table.length());
        gradient.fill(Double.NaN);
        arithmetic.scatter(upstream, rows, 3, gradient);
        double there = 0;
        double back = 0;
        for (int i = 0; i < upstream.length(); i++) {
            there += upstream.get(i) * gathered.get(i);
        }
        for (int i = 0; i < table.length(); i++) {
            back += table.get(i) * gradient.get(i);
        }
        assertEquals(there, back, tolerance(precision));
        assertEquals(0, gradient.get(9), "row 3 has been read by nobody");
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void sumsAndCopiesGoOverAllElements(Precision precision) {
        Arithmetic arithmetic = Arithmetic.of(precision, new Times());
        Values from = random(arithmetic, new Random(3), 0, 5, 5).values();
        Values to = arithmetic.array(25);
        arithmetic.copy(from, to);
        arithmetic.add(from, to);
        for (int i = 0; i < 25; i++) {
            assertEquals(2 * from.get(i), to.get(i));
        }
    }
}
