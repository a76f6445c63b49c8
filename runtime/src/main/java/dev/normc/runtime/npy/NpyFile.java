package dev.normc.runtime.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in NumPy's format, open behind its header. Its elements are read once, straight into an array, by a buffer of
 * fixed size; it may be a pipe.
 */
public final class NpyFile implements AutoCloseable {

    private static final int MAGIC_AND_VERSION = 8;

    /** That of an array of numbers has about a hundred bytes; this is more than any that describes many fields. */
    private static final int LONGEST_HEADER = 1 << 20;

    private static final int BUFFER = 1 << 18;

    private final Path path;
    private final FileChannel channel;
    private final NpyHeader header;

    private NpyFile(Path path, FileChannel channel, NpyHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws NpyException if there is no such file, it holds no array or one that is not read, or it is shorter or
     *     longer than its header says; the message says what to do
     */
    public static NpyFile open(Path path) {
        if (Files.isDirectory(path)) {
            throw new NpyException(path + " is a directory, not a file.");
        }
        FileChannel channel = channel(path);
        try {
            NpyHeader header = header(path, channel);
            requireLength(path, channel, header);
            return new NpyFile(path, channel, header);
        } catch (IOException failure) {
            close(channel);
            throw unreadable(path, failure);
        } catch (RuntimeException | Error failure) {
            close(channel);
            throw failure;
        }
    }

    private static FileChannel channel(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException missing) {
            throw new NpyException("There is no file " + path + ".", missing);
        } catch (AccessDeniedException denied) {
            throw new NpyException(path + " may not be read.", denied);
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    private static NpyException unreadable(Path path, IOException failure) {
        return new NpyException(path + " cannot be read: " + failure.getMessage() + ".", failure);
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException readOnly) {
            // nothing was written that could be lost
        }
    }

    private static NpyHeader header(Path path, FileChannel channel) throws IOException {
        ByteBuffer start = read(channel, MAGIC_AND_VERSION);
        requireMagic(path, start);
        int major = start.get(6);
        int minor = start.get(7);
        if (major < 1 || major > 3 || minor != 0) {
            throw new NpyException(path + " is in version " + major + "." + minor
                    + " of NumPy's format; normc reads 1.0, 2.0 and 3.0.");
        }
        ByteBuffer counted = read(channel, major == 1 ? Short.BYTES : Integer.BYTES);
        if (counted.hasRemaining()) {
            throw truncated(path);
        }
        long length = major == 1 ? counted.getShort(0) & 0xffff : counted.getInt(0) & 0xffff_ffffL;
        if (length > LONGEST_HEADER) {
            throw new NpyException(path + " is damaged: it says that its header has " + length
                    + " bytes, and that of an" + " array has about a hundred.");
        }
        ByteBuffer text = read(channel, (int) length);
        if (text.hasRemaining()) {
            throw truncated(path);
        }
        Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return NpyHeader.parse(path.toString(), charset.decode(text.flip()).toString());
    }

    private static void requireMagic(Path path, ByteBuffer start) {
        String read =
                StandardCharsets.ISO_8859_1.decode(start.duplicate().flip()).toString();
        if (read.isEmpty()) {
            throw new NpyException(path + " is empty.");
        } else if (read.startsWith("PK")) {
            throw new NpyException(path + " is a zip archive, as np.savez writes it; np.save writes a single array.");
        } else if (!read.startsWith(NpyHeader.MAGIC) && !NpyHeader.MAGIC.startsWith(read)) {
            throw new NpyException(path + " is no .npy file, it begins otherwise; np.save writes one.");
        } else if (start.hasRemaining()) {
            throw truncated(path);
        }
    }

    private static NpyException truncated(Path path) {
        return new NpyException(path + " is truncated: it ends within its header.");
    }

    /** A pipe has no length; what is wrong with it shows when it is read. */
    private static void requireLength(Path path, FileChannel channel, NpyHeader header) throws IOException {
        if (Files.isRegularFile(path)) {
            long expected = (long) header.elements() * header.type().bytes();
            long found = channel.size() - channel.position();
            if (found < expected) {
                throw truncated(path, header, found);
            } else if (found > expected) {
                throw longer(path, header);
            }
        }
    }

    private static NpyException truncated(Path path, NpyHeader header, long found) {
        long expected = (long) header.elements() * header.type().bytes();
        return new NpyException(path + " is truncated: " + header.type() + " " + NpyHeader.tuple(header.shape())
                + " takes " + expected + " bytes, and there are " + found + ".");
    }

    private static NpyException longer(Path path, NpyHeader header) {
        return new NpyException(path + " goes on behind its array, " + header.type() + " "
                + NpyHeader.tuple(header.shape()) + "; normc reads files of one array, as np.save writes them.");
    }

    /** Up to {@code length} bytes, fewer where the file ends before. */
    private static ByteBuffer read(FileChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, buffer);
        return buffer;
    }

    private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // a pipe gives as much as it has
        }
    }

    public Path path() {
        return path;
    }

    public NpyHeader header() {
        return header;
    }

    /**
     * The elements, row-major, those of 64 bits rounded. Elements can be read once.
     *
     * @throws NpyException if the file ends before its last element, goes on behind it, or cannot be read
     */
    public float[] floats() {
        float[] array = new float[header.elements()];
        read((bytes, from, count) -> {
            switch (header.type()) {
                case FLOAT32 -> bytes.asFloatBuffer().get(array, from, count);
                case FLOAT64 -> {
                    for (int i = from; i < from + count; i++) {
                        array[i] = (float) bytes.getDouble();
                    }
                }
            }
        });
        return array;
    }

    /** The elements, row-major, those of 32 bits as they are; otherwise like {@link #floats}. */
    public double[] doubles() {
        double[] array = new double[header.elements()];
        read((bytes, from, count) -> {
            switch (header.type()) {
                case FLOAT32 -> {
                    for (int i = from; i < from + count; i++) {
                        array[i] = bytes.getFloat();
                    }
                }
                case FLOAT64 -> bytes.asDoubleBuffer().get(array, from, count);
            }
        });
        return array;
    }

    /** Takes {@code count} elements out of bytes, for the places from {@code from} on. */
    private interface Elements {
        void take(ByteBuffer bytes, int from, int count);
    }

    private void read(Elements elements) {
        int width = header.type().bytes();
        int count = header.elements();
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) Math.min(BUFFER, Math.max(1, (long) count * width)))
                .order(header.order());
        try {
            for (int from = 0; from < count; ) {
                int next = Math.min(count - from, bytes.capacity() / width);
                fill(channel, bytes.clear().limit(next * width));
                if (bytes.hasRemaining()) {
                    throw truncated(path, header, (long) from * width + bytes.position());
                }
                elements.take(bytes.flip(), from, next);
                from += next;
            }
            if (channel.read(bytes.clear().limit(1)) > 0) {
                throw longer(path, header);
            }
        } catch (IOException failure) {
            throw unreadable(path, failure);
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
