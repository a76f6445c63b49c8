package dev.normc.examples.experiment;

import dev.normc.runtime.cases.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What was measured at each step of a run that is not over yet: records of as many numbers, one behind the other. A run
 * that goes on from a checkpoint cuts off what is behind it and measures it again, so nothing needs to be remembered
 * from step to step but this file.
 */
final class ProbeLog implements AutoCloseable {

    private final Path file;
    private final int length;
    private final FileChannel channel;

    private ProbeLog(Path file, int length, FileChannel channel) {
        this.file = file;
        this.length = length;
        this.channel = channel;
    }

    /**
     * Opens a log to go on behind {@code steps} records.
     *
     * @param length how many numbers a record has
     * @throws WholeFile.Unwritable if it cannot be written
     */
    static ProbeLog open(Path file, int length, int steps) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.truncate(size(length, steps));
            return new ProbeLog(file, length, channel);
        } catch (IOException failure) {
            throw WholeFile.unwritable(file, failure);
        }
    }

    /** Whether {@code file} holds at least {@code steps} whole records; none are in a file that is not there. */
    static boolean holds(Path file, int length, int steps) {
        try {
            return size(length, steps) == 0 || (Files.exists(file) && Files.size(file) >= size(length, steps));
        } catch (IOException failure) {
            return false;
        }
    }

    private static long size(int length, int steps) {
        return (long) Double.BYTES * length * steps;
    }

    /** How many records there are. */
    int steps() {
        try {
            return length == 0 ? 0 : (int) (channel.size() / size(length, 1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Writes the record of the next step. */
    void append(double[] step) {
        ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * length);
        buffer.asDoubleBuffer().put(step, 0, length);
        try {
            channel.position(channel.size());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException failure) {
            throw WholeFile.unwritable(file, failure);
        }
    }

    /** The record of a step, from 0. */
    double[] read(int step) {
        ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * length);
        try {
            channel.read(buffer, size(length, step));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        double[] numbers = new double[length];
        buffer.flip().asDoubleBuffer().get(numbers);
        return numbers;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
