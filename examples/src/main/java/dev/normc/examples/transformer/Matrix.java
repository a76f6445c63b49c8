package dev.normc.examples.transformer;

/**
 * A matrix in a part of an array: element (i, j) is at {@code offset + i * columns + j}; of a transposed one it is at
 * {@code offset + j * rows + i}.
 */
record Matrix(Values values, int offset, int rows, int columns, boolean transposed) {

    /** All of an array, row-major. */
    static Matrix of(Values values, int rows, int columns) {
        return new Matrix(values, 0, rows, columns, false);
    }

    /** The matrix of that number among matrices of one shape that stand one after the other. */
    static Matrix of(Values values, int number, int rows, int columns) {
        return new Matrix(values, number * rows * columns, rows, columns, false);
    }

    /** How far apart the rows are, or the columns of a transposed one. */
    int stride() {
        return transposed ? rows : columns;
    }

    Matrix transpose() {
        return new Matrix(values, offset, columns, rows, !transposed);
    }
}
