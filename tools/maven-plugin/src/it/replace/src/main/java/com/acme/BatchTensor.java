package com.acme;

/** A matrix behind an interface: rows of a batch, columns of an embedding. */
public interface BatchTensor {

    int rows();

    float get(int row, int column);

    void set(float value, int row, int column);

    /** Rows in one array, each as long as the whole model is wide. */
    final class OfFloats implements BatchTensor {
        final float[] values;
        final int stride;
        private final int rows;

        public OfFloats(float[] values, int rows, int stride) {
            this.values = values;
            this.rows = rows;
            this.stride = stride;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public float get(int row, int column) {
            return values[row * stride + column];
        }

        @Override
        public void set(float value, int row, int column) {
            values[row * stride + column] = value;
        }
    }
}
