package dev.normc.runtime.cases;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.runtime.npy.NpyHeader;
import dev.normc.runtime.npy.NpyType;
import dev.normc.runtime.npy.NpyWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a step on arrays gave.
 *
 * @param type the number type of the kernels
 * @param sizes the sizes that a caller of the norm gives, by axis
 * @param arrays outputs, gradients and next states
 * @param leftOut parameters and states that had their initial values since no file was given
 * @param notes what was done to the arrays that were given, one sentence each
 * @param given what the files that were read are, by path
 */
public record ArrayResult(
        ScalarType type,
        Map<String, Integer> sizes,
        List<Computed> arrays,
        List<String> leftOut,
        List<String> notes,
        Map<Path, String> given) {

    public ArrayResult {
        sizes = CaseFile.ordered(sizes);
        arrays = List.copyOf(arrays);
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
        given = CaseFile.ordered(given);
    }

    /**
     * One array.
     *
     * @param noun what it is, {@code output}, {@code gradient} or {@code state}, and its name
     * @param name {@code y}, {@code dx}, {@code running_mean}
     * @param shape its sizes as the program writes them
     * @param array a {@code float[]} or a {@code double[]}
     */
    public record Computed(String noun, String name, List<Integer> shape, Object array) {

        /** The type of its elements. */
        public NpyType type() {
            return array instanceof float[] ? NpyType.FLOAT32 : NpyType.FLOAT64;
        }

        /** The file that it is written to. */
        public Path in(Path folder) {
            return folder.resolve(name + ".npy");
        }

        /** {@code float32 (4, 8)}. */
        @Override
        public String toString() {
            return type() + " " + NpyHeader.tuple(shape);
        }

        private void writeTo(java.io.OutputStream out) throws IOException {
            if (array instanceof float[] floats) {
                NpyWriter.write(out, shape, floats);
            } else {
                NpyWriter.write(out, shape, (double[]) array);
            }
        }
    }

    /**
     * Writes all arrays, each to a file of its own, and makes the folder where it is missing. What was read is
     * overwritten by a state's next value alone.
     *
     * @throws CaseException if two arrays would be one file, or one would overwrite what was read
     * @throws WholeFile.Unwritable if a file cannot be written; none is then
     */
    public void write(Path folder) {
        Map<Path, WholeFile.Content> contents = new LinkedHashMap<>();
        Map<Path, String> nouns = new LinkedHashMap<>();
        for (Computed computed : arrays) {
            Path file = computed.in(folder);
            String other = nouns.put(file, computed.noun());
            if (other != null) {
                throw new CaseException(
                        "The " + other + " and the " + computed.noun() + " would both be " + file + ".");
            }
            refuseLoss(computed, file);
            contents.put(file, computed::writeTo);
        }
        WholeFile.writeAll(contents);
    }

    private void refuseLoss(Computed computed, Path file) {
        given.forEach((read, noun) -> {
            if (!noun.equals(computed.noun()) && isSame(read, file)) {
                throw new CaseException("The " + computed.noun() + " would overwrite " + file + ", which is the " + noun
                        + " that was given; write to another directory.");
            }
        });
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException unknown) {
            return one.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
        }
    }
}
