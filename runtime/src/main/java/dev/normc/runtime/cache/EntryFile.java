package dev.normc.runtime.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** The file of an entry: what it is, for which key, how long, its digest, and the content. It checks itself. */
final class EntryFile {

    /** Counts up with every change of what stands in a file. */
    private static final byte[] MAGIC = "NORMC 1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int HEAD = MAGIC.length + Digest.LENGTH + Long.BYTES + Digest.LENGTH;

    private EntryFile() {}

    static byte[] of(byte[] key, byte[] content) {
        return ByteBuffer.allocate(HEAD + content.length)
                .put(MAGIC)
                .put(key)
                .putLong(content.length)
                .put(Digest.sha256().digest(content))
                .put(content)
                .array();
    }

    /** The content of {@code file} if it is whole and for {@code key}. */
    static Optional<byte[]> content(byte[] key, byte[] file) {
        if (file.length < HEAD) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        byte[] magic = new byte[MAGIC.length];
        byte[] writtenFor = new byte[Digest.LENGTH];
        byte[] digest = new byte[Digest.LENGTH];
        in.get(magic).get(writtenFor);
        long length = in.getLong();
        in.get(digest);
        byte[] content = Arrays.copyOfRange(file, HEAD, file.length);
        boolean sound = Arrays.equals(magic, MAGIC)
                && Arrays.equals(writtenFor, key)
                && length == content.length
                && MessageDigest.isEqual(digest, Digest.sha256().digest(content));
        return sound ? Optional.of(content) : Optional.empty();
    }
}
