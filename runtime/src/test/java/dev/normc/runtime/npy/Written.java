package dev.normc.runtime.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** Files that NumPy wrote, and files that are written by hand as the specification of the format has it. */
final class Written {

    private Written() {}

    /** A file that the script {@code make.py} beside it has made. */
    static Path byNumPy(String name) {
        URL resource = Objects.requireNonNull(Written.class.getResource("/npy/" + name), name);
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Magic, version, length and text of a header, then {@code data}. */
    static byte[] byHand(int major, String header, byte... data) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) major, 0});
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer length = ByteBuffer.allocate(major == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
        if (major == 1) {
            length.putShort((short) text.length);
        } else {
            length.putInt(text.length);
        }
        file.write(length.array());
        file.write(text);
        file.write(data);
        return file.toByteArray();
    }

    /** A header of version 1.0 in the words of the specification. */
    static String header(String descr, String fortranOrder, String shape) {
        return "{'descr': " + descr + ", 'fortran_order': " + fortranOrder + ", 'shape': " + shape + ", }\n";
    }
}
