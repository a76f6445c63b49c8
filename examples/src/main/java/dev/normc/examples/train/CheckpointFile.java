package dev.normc.examples.train;

import dev.normc.examples.train.Checkpoint.Named;
import dev.normc.examples.transformer.DoubleValues;
import dev.normc.examples.transformer.FloatValues;
import dev.normc.examples.transformer.Values;
import dev.normc.runtime.cases.WholeFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint on disk. Numbers are big-endian, as {@link DataOutputStream} writes them:
 *
 * <pre>{@code
 * "normc training\n"                   the first bytes
 * int version                          of this layout, 1
 * int length, bytes                    the header: lines KEY=VALUE in UTF-8
 * int step
 * int count, then for each array       text name, byte 'f' or 'd', int length, its numbers
 * int count, then for each point       int step, double trainingLoss, validationLoss, gradientNorm, learningRate
 * 32 bytes                             the SHA-256 of all before
 * }</pre>
 */
final class CheckpointFile {

    /** Under which name a folder has it. */
    static final String NAME = "checkpoint.bin";

    private static final byte[] MAGIC = "normc training\n".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int DIGEST_LENGTH = 32;
    private static final int BUFFER = 1 << 16;

    private CheckpointFile() {}

    /** What {@link WholeFile#writeAll} writes for a checkpoint. */
    static WholeFile.Content content(Checkpoint checkpoint) {
        return out -> write(checkpoint, out);
    }

    static void write(Checkpoint checkpoint, OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
        DataOutputStream data = new DataOutputStream(new DigestOutputStream(buffered, digest));
        data.write(MAGIC);
        data.writeInt(VERSION);
        byte[] header = HeaderText.of(checkpoint.header()).getBytes(StandardCharsets.UTF_8);
        data.writeInt(header.length);
        data.write(header);
        data.writeInt(checkpoint.step());
        data.writeInt(checkpoint.arrays().size());
        for (Named array : checkpoint.arrays()) {
            data.writeUTF(array.name());
            write(array.values(), data);
        }
        data.writeInt(checkpoint.curve().size());
        for (CurvePoint point : checkpoint.curve()) {
            data.writeInt(point.step());
            data.writeDouble(point.trainingLoss());
            data.writeDouble(point.validationLoss());
            data.writeDouble(point.gradientNorm());
            data.writeDouble(point.learningRate());
        }
        data.flush();
        buffered.write(digest.digest());
        buffered.flush();
    }

    private static void write(Values values, DataOutputStream data) throws IOException {
        boolean single = values instanceof FloatValues;
        data.writeByte(single ? 'f' : 'd');
        data.writeInt(values.length());
        for (int i = 0; i < values.length(); i++) {
            if (single) {
                data.writeFloat((float) values.get(i));
            } else {
                data.writeDouble(values.get(i));
            }
        }
    }

    /** @throws CheckpointException if there is no checkpoint */
    static void requirePresent(Path file) {
        if (!Files.exists(file)) {
            throw missing(file, null);
        }
    }

    /**
     * Reads a checkpoint, all of it or nothing.
     *
     * @throws CheckpointException if there is none, it cannot be read, or it is not whole
     */
    static Checkpoint read(Path file) {
        byte[] bytes = bytes(file);
        if (bytes.length < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new CheckpointException(file + " is no checkpoint of a training.");
        }
        int length = bytes.length - DIGEST_LENGTH;
        if (length < MAGIC.length + Integer.BYTES) {
            throw new CheckpointException(file + " is cut off: it ends after " + bytes.length + " bytes.");
        }
        try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(bytes, 0, length))) {
            data.skipNBytes(MAGIC.length);
            int version = data.readInt();
            if (version != VERSION) {
                throw new CheckpointException(file + " is a checkpoint of version " + version
                        + ", and this normc reads version " + VERSION + ".");
            }
            MessageDigest digest = sha256();
            digest.update(bytes, 0, length);
            if (!Arrays.equals(digest.digest(), Arrays.copyOfRange(bytes, length, bytes.length))) {
                throw new CheckpointException(file + " is damaged or cut off: its " + bytes.length
                        + " bytes do not have the checksum that it ends with.");
            }
            return read(data);
        } catch (IOException damaged) {
            throw new CheckpointException(file + " is damaged: " + damaged.getMessage() + ".", damaged);
        }
    }

    private static CheckpointException missing(Path file, @Nullable Throwable cause) {
        return new CheckpointException("There is no checkpoint " + file + ".", cause);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw missing(file, missing);
        } catch (AccessDeniedException denied) {
            throw new CheckpointException(file + " may not be read.", denied);
        } catch (IOException failure) {
            throw new CheckpointException(file + " cannot be read: " + failure.getMessage() + ".", failure);
        }
    }

    private static Checkpoint read(DataInputStream data) throws IOException {
        byte[] header = data.readNBytes(data.readInt());
        Map<String, String> rows = new LinkedHashMap<>(HeaderText.rows(new String(header, StandardCharsets.UTF_8)));
        int step = data.readInt();
        int arrays = data.readInt();
        List<Named> named = new ArrayList<>();
        for (int i = 0; i < arrays; i++) {
            named.add(new Named(data.readUTF(), readValues(data)));
        }
        int points = data.readInt();
        List<CurvePoint> curve = new ArrayList<>();
        for (int i = 0; i < points; i++) {
            curve.add(new CurvePoint(
                    data.readInt(), data.readDouble(), data.readDouble(), data.readDouble(), data.readDouble()));
        }
        return new Checkpoint(rows, step, named, curve);
    }

    private static Values readValues(DataInputStream data) throws IOException {
        boolean single = data.readByte() == 'f';
        int length = data.readInt();
        Values values = single ? new FloatValues(new float[length]) : new DoubleValues(new double[length]);
        for (int i = 0; i < length; i++) {
            values.set(i, single ? data.readFloat() : data.readDouble());
        }
        return values;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
