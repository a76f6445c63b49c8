package dev.normc.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Tensor;
import dev.normc.runtime.Programs.Program;
import dev.normc.runtime.gradcheck.RandomArguments;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * All that the kernels of every program compute, on fixed random values, as a hash per program: the same on every JDK
 * and every processor. A difference is a change of bits, which has to be meant: {@code -Dnormc.updateGoldens=true}
 * takes it.
 */
@Tag("optimized")
class HashesTest {

    private static final String FILE = "hashes.txt";

    @Test
    void allResultsHaveTheirBits() throws IOException {
        String hashes = Programs.all()
                .map(program -> program.source().name() + " " + program.norm() + " " + hash(program) + "\n")
                .collect(Collectors.joining());
        if (Boolean.getBoolean("normc.updateGoldens")) {
            Files.writeString(Path.of("src/test/resources").resolve(FILE), hashes);
            return;
        }
        try (InputStream stream = HashesTest.class.getResourceAsStream("/" + FILE)) {
            String known = new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            String wanted = System.getProperty("normc.programs", ".*");
            String expected = known.lines()
                    .filter(line -> line.split(" ", -1)[1].matches(wanted))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            assertEquals(expected, hashes);
        }
    }

    /** Of both types, both modes and two shapes, one of them with several chunks of rows. */
    private static String hash(Program program) {
        MessageDigest digest = sha256();
        for (ScalarType type : ScalarType.values()) {
            CompiledNorm norm = program.compile(type, JavaCompiler.JANINO);
            for (Mode mode : Witness.modes(norm)) {
                for (Map<String, Integer> sizes : Witness.sizes(norm).subList(0, 2)) {
                    Map<Tensor, double[]> values = RandomArguments.of(norm.signature(), sizes, 21);
                    KernelRun.of(norm, sizes, mode, values).bits().forEach((name, bits) -> {
                        digest.update(name.getBytes(StandardCharsets.UTF_8));
                        ByteBuffer buffer = ByteBuffer.allocate(bits.length * Long.BYTES);
                        buffer.asLongBuffer().put(bits);
                        digest.update(buffer);
                    });
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 12);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
