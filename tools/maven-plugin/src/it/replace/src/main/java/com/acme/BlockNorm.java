package com.acme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The LayerNorm of a block in a framework that keeps arrays off the heap and computes by operators on whole arrays. */
public final class BlockNorm {

    private BlockNorm() {}

    /** Memory off the heap, as such a framework hands it out. */
    public static FloatBuffer allocate(int elements) {
        return ByteBuffer.allocateDirect(4 * elements)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** As it stands where each operator makes an array: mean, difference, square, mean, scale, product, sum. */
    public static FloatBuffer before(FloatBuffer x, FloatBuffer gamma, FloatBuffer beta, int rows, int width, float eps) {
        FloatBuffer centred = allocate(rows * width);
        FloatBuffer scale = allocate(rows);
        for (int row = 0; row < rows; row++) {
            double mean = 0;
            for (int i = 0; i < width; i++) {
                mean += x.get(row * width + i);
            }
            mean /= width;
            for (int i = 0; i < width; i++) {
                centred.put(row * width + i, (float) (x.get(row * width + i) - mean));
            }
        }
        for (int row = 0; row < rows; row++) {
            double squares = 0;
            for (int i = 0; i < width; i++) {
                squares += centred.get(row * width + i) * centred.get(row * width + i);
            }
            scale.put(row, (float) (1 / Math.sqrt(squares / width + eps)));
        }
        FloatBuffer y = allocate(rows * width);
        for (int i = 0; i < rows * width; i++) {
            y.put(i, centred.get(i) * scale.get(i / width) * gamma.get(i % width) + beta.get(i % width));
        }
        return y;
    }

    /** The generated one, on the same memory. */
    public static FloatBuffer after(
            FloatBuffer x, FloatBuffer gamma, FloatBuffer beta, com.acme.buffers.LayerNorm.Workspace workspace) {
        FloatBuffer y = allocate(x.limit());
        com.acme.buffers.LayerNorm.forward(x, gamma, beta, y, workspace);
        return y;
    }
}
