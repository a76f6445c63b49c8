package dev.normc.runtime.cases;

import dev.normc.compiler.emit.ScalarType;
import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Signature;
import dev.normc.compiler.graph.Signature.Initialised;
import dev.normc.compiler.graph.Tensor;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.runtime.npy.NpyFile;
import dev.normc.runtime.npy.NpyType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a step, open behind their headers, and which tensors of a program they are for. */
final class ArrayFiles implements AutoCloseable {

    /** A file as the step names it. */
    private record Given(Role role, String name, NpyFile file) {

        boolean isDouble() {
            return file.header().type() == NpyType.FLOAT64;
        }

        /** Whether it may be for a state without axes, which is double in every kernel. */
        boolean mayBeCounter() {
            return role == Role.STATE && file.header().elements() == 1;
        }
    }

    private final List<Given> files = new ArrayList<>();

    private ArrayFiles() {}

    /** Opens the files of {@code step}. */
    static ArrayFiles open(ArrayStep step) {
        ArrayFiles opened = new ArrayFiles();
        try {
            opened.open(Role.INPUT, step.inputs());
            opened.open(Role.PARAMETER, step.parameters());
            opened.open(Role.STATE, step.states());
            opened.open(Role.UPSTREAM, step.upstream());
            return opened;
        } catch (RuntimeException | Error failure) {
            opened.close();
            throw failure;
        }
    }

    private void open(Role role, Map<String, Path> named) {
        named.forEach((name, path) -> files.add(new Given(role, name, NpyFile.open(path))));
    }

    /** The number type that loses nothing of any file, as far as it can be told before the tensors are known. */
    ScalarType likelyType() {
        return files.stream().anyMatch(given -> given.isDouble() && !given.mayBeCounter())
                ? ScalarType.DOUBLE
                : ScalarType.FLOAT;
    }

    /** What each file is called, by its path. */
    Map<Path, String> names() {
        Map<Path, String> names = new LinkedHashMap<>();
        files.forEach(given -> names.put(given.file().path(), given.role().noun() + " " + given.name()));
        return names;
    }

    /**
     * The file of each tensor of {@code signature} that has one.
     *
     * @throws CaseException if a name is none of the program's, or an input has no file
     */
    Map<Tensor, NpyFile> of(Signature signature) {
        Map<Tensor, NpyFile> found = new LinkedHashMap<>();
        for (Given given : files) {
            List<Tensor> known = tensors(signature, given.role());
            Tensor tensor = known.stream()
                    .filter(candidate -> candidate.name().equals(given.name()))
                    .findFirst()
                    .orElseThrow(() -> new CaseException(unknown(signature, given, known)));
            if (found.put(tensor, given.file()) != null) {
                throw new CaseException("The " + tensor.role().noun() + " " + given.name() + " is given twice.");
            }
        }
        for (Tensor tensor : required(signature)) {
            if (!found.containsKey(tensor)) {
                throw new CaseException("The " + tensor.role().noun() + " " + tensor + " is missing; give it with --in "
                        + tensor.name() + "=FILE.npy.");
            }
        }
        return found;
    }

    /** Who asks for an input may mean a parameter, and the other way round: their names differ. */
    private static List<Tensor> tensors(Signature signature, Role role) {
        return switch (role) {
            case STATE -> initialised(signature.states()).toList();
            case UPSTREAM ->
                signature.outputs().stream()
                        .map(output -> new Tensor(Role.UPSTREAM, output.name(), output.layout()))
                        .toList();
            case INPUT, DATA, PARAMETER, OUTPUT, GRADIENT ->
                Stream.of(
                                signature.inputs().stream(),
                                initialised(signature.data()),
                                initialised(signature.parameters()))
                        .flatMap(stream -> stream)
                        .toList();
        };
    }

    private static Stream<Tensor> initialised(List<Initialised> all) {
        return all.stream().map(Initialised::tensor);
    }

    private static List<Tensor> required(Signature signature) {
        Stream<Tensor> data = initialised(signature.data().stream()
                .filter(given -> given.initial().isEmpty())
                .toList());
        return Stream.concat(signature.inputs().stream(), data).toList();
    }

    private static String unknown(Signature signature, Given given, List<Tensor> known) {
        String noun = given.role() == Role.UPSTREAM
                ? Role.OUTPUT.noun()
                : given.role().noun();
        String sentence = signature.name() + " has no " + noun + " " + given.name();
        Optional<String> otherwise = Stream.of(Role.INPUT, Role.STATE, Role.UPSTREAM)
                .filter(role -> role != given.role())
                .filter(role -> tensors(signature, role).stream()
                        .anyMatch(tensor -> tensor.name().equals(given.name())))
                .findFirst()
                .map(role -> "; give it with " + option(role) + " " + given.name() + "="
                        + given.file().path() + ".");
        List<String> names = known.stream().map(Tensor::name).toList();
        return otherwise
                .or(() -> DidYouMean.nearest(given.name(), names).map(meant -> "; did you mean " + meant + "?"))
                .map(hint -> sentence + hint)
                .orElseGet(() -> sentence + "; it has " + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
    }

    private static String option(Role role) {
        return switch (role) {
            case STATE -> "--state";
            case UPSTREAM, OUTPUT, GRADIENT -> "--dy";
            case PARAMETER -> "--param";
            case INPUT, DATA -> "--in";
        };
    }

    @Override
    public void close() {
        files.forEach(given -> given.file().close());
    }
}
