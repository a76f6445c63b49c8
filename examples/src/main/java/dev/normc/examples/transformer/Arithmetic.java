package dev.normc.examples.transformer;

import dev.normc.compiler.emit.ScalarType;

/** All of a model's arithmetic that is no program, in one number type. */
abstract sealed class Arithmetic permits FloatArithmetic, DoubleArithmetic {

    private final Times times;

    Arithmetic(Times times) {
        this.times = times;
    }

    static Arithmetic of(Precision precision, Times times) {
        return switch (precision) {
            case FLOAT -> new FloatArithmetic(times);
            case DOUBLE -> new DoubleArithmetic(times);
        };
    }

    /** The number type of kernels that work on these arrays. */
    abstract ScalarType type();

    /** An array of zeros. */
    abstract Values array(int length);

    /** {@code c = a b}, whatever c held before. */
    final void product(Matrix a, Matrix b, Matrix c) {
        long start = System.nanoTime();
        multiply(a, b, c, false);
        times.add(Times.Kind.MATRIX, start);
    }

    /** {@code c = c + a b}. */
    final void addProduct(Matrix a, Matrix b, Matrix c) {
        long start = System.nanoTime();
        multiply(a, b, c, true);
        times.add(Times.Kind.MATRIX, start);
    }

    /** {@code to = to + from}, element by element. */
    final void add(Values from, Values to) {
        long start = System.nanoTime();
        accumulate(from, to);
        times.add(Times.Kind.OTHER, start);
    }

    /** Copies all elements. */
    final void copy(Values from, Values to) {
        long start = System.nanoTime();
        transfer(from, 0, to, 0, from.length());
        times.add(Times.Kind.OTHER, start);
    }

    /** Row i of {@code to} becomes row {@code rows[i]} of {@code table}. */
    final void gather(Values table, int[] rows, int width, Values to) {
        long start = System.nanoTime();
        for (int i = 0; i < rows.length; i++) {
            transfer(table, rows[i] * width, to, i * width, width);
        }
        times.add(Times.Kind.OTHER, start);
    }

    /**
     * The adjoint of {@link #gather}: row {@code rows[i]} of {@code table} is the sum of these rows of {@code from}.
     */
    final void scatter(Values from, int[] rows, int width, Values table) {
        long start = System.nanoTime();
        table.fill(0);
        for (int i = 0; i < rows.length; i++) {
            addRow(from, i * width, table, rows[i] * width, width);
        }
        times.add(Times.Kind.OTHER, start);
    }

    abstract void multiply(Matrix a, Matrix b, Matrix c, boolean add);

    abstract void accumulate(Values from, Values to);

    abstract void transfer(Values from, int fromOffset, Values to, int toOffset, int length);

    abstract void addRow(Values from, int fromOffset, Values to, int toOffset, int length);
}
