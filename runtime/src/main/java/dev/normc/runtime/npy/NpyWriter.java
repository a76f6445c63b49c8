package dev.normc.runtime.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes arrays as {@code np.save} does on most machines: version 1.0, row-major, the lowest byte first. */
public final class NpyWriter {

    private static final int BUFFER = 1 << 16;

    private NpyWriter() {}

    /**
     * Writes {@code array}, and leaves the stream open.
     *
     * @param shape the sizes, outermost first; as many elements as the array has
     */
    public static void write(OutputStream out, List<Integer> shape, float[] array) throws IOException {
        write(
                out,
                new NpyHeader(NpyType.FLOAT32, ByteOrder.LITTLE_ENDIAN, shape),
                array.length,
                (bytes, from, count) -> bytes.asFloatBuffer().put(array, from, count));
    }

    /** Writes {@code array} like {@link #write(OutputStream, List, float[])}. */
    public static void write(OutputStream out, List<Integer> shape, double[] array) throws IOException {
        write(
                out,
                new NpyHeader(NpyType.FLOAT64, ByteOrder.LITTLE_ENDIAN, shape),
                array.length,
                (bytes, from, count) -> bytes.asDoubleBuffer().put(array, from, count));
    }

    /** Puts {@code count} elements, from the place {@code from} on, into bytes. */
    private interface Elements {
        void put(ByteBuffer bytes, int from, int count);
    }

    private static void write(OutputStream out, NpyHeader header, int length, Elements elements) throws IOException {
        if (header.elements() != length) {
            throw new IllegalArgumentException(
                    "an array of " + length + " elements does not have the shape " + header.shape());
        }
        out.write(header.bytes());
        int width = header.type().bytes();
        ByteBuffer bytes = ByteBuffer.allocate(BUFFER).order(header.order());
        for (int from = 0; from < length; ) {
            int count = Math.min(length - from, BUFFER / width);
            elements.put(bytes, from, count);
            out.write(bytes.array(), 0, count * width);
            from += count;
        }
    }
}
