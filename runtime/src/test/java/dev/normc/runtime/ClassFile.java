package dev.normc.runtime;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the lengths of the methods out of a class file: chapter 4 of the Java Virtual Machine Specification. */
final class ClassFile {

    private static final int MAGIC = 0xCAFEBABE;

    private final DataInputStream stream;
    private final String[] texts;

    private ClassFile(DataInputStream stream) throws IOException {
        this.stream = stream;
        if (stream.readInt() != MAGIC) {
            throw new IOException("not a class file");
        }
        stream.skipNBytes(4); // the version
        this.texts = new String[stream.readUnsignedShort()];
    }

    /** The bytes of code of each method of {@code classFile}, by name and number. */
    static Map<String, Integer> codeLengths(byte[] classFile) {
        try {
            ClassFile read = new ClassFile(new DataInputStream(new ByteArrayInputStream(classFile)));
            read.readConstants();
            return read.readMethods();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readConstants() throws IOException {
        for (int i = 1; i < texts.length; i++) {
            int tag = stream.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = stream.readUTF();
                case 7, 8, 16, 19, 20 -> stream.skipNBytes(2);
                case 15 -> stream.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> stream.skipNBytes(4);
                case 5, 6 -> {
                    stream.skipNBytes(8);
                    i++; // a long or a double takes two entries
                }
                default -> throw new IOException("constant of kind " + tag);
            }
        }
    }

    private Map<String, Integer> readMethods() throws IOException {
        stream.skipNBytes(6); // flags, this class, its superclass
        stream.skipNBytes(2L * stream.readUnsignedShort()); // interfaces
        int fields = stream.readUnsignedShort();
        for (int i = 0; i < fields; i++) {
            stream.skipNBytes(6);
            readAttributes();
        }
        Map<String, Integer> lengths = new LinkedHashMap<>();
        int methods = stream.readUnsignedShort();
        for (int i = 0; i < methods; i++) {
            stream.skipNBytes(2);
            String name = texts[stream.readUnsignedShort()];
            stream.skipNBytes(2);
            lengths.put(name + " (" + i + ")", readAttributes());
        }
        return lengths;
    }

    /** The bytes of code among the attributes of a field or method; 0 without code. */
    private int readAttributes() throws IOException {
        int code = 0;
        int attributes = stream.readUnsignedShort();
        for (int i = 0; i < attributes; i++) {
            String name = texts[stream.readUnsignedShort()];
            int length = stream.readInt();
            if ("Code".equals(name)) {
                stream.skipNBytes(4);
                code = stream.readInt();
                stream.skipNBytes(length - 8L);
            } else {
                stream.skipNBytes(length);
            }
        }
        return code;
    }
}
