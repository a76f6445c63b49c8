package dev.normc.runtime.cases;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.runtime.Mode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a case token by token, so that large ones need no memory but their numbers, and every error has its place. */
final class CaseReader {

    static final String AXES = "axes";
    static final String CONSTANTS = "constants";
    static final String STEPS = "steps";
    static final String MODE = "mode";
    static final String TRAINING = "train";
    static final String INFERENCE = "infer";
    static final String INPUTS = "inputs";
    static final String PARAMETERS = "parameters";
    static final String OUTPUTS = "outputs";
    static final String STATES_BEFORE = "states_before";
    static final String UPSTREAM = "upstream";
    static final String GRADIENTS = "gradients";
    static final String STATES_AFTER = "states_after";
    static final String SHAPE = "shape";
    static final String DATA = "data";

    /** How Double writes them, too. */
    private static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");

    private static final List<String> GROUPS =
            List.of(INPUTS, PARAMETERS, OUTPUTS, STATES_BEFORE, UPSTREAM, GRADIENTS, STATES_AFTER);

    private static final List<String> FILE_ENTRIES = List.of("name", "formula", "oracle", AXES, CONSTANTS, STEPS);
    private static final List<String> STEP_ENTRIES =
            List.of(MODE, INPUTS, PARAMETERS, OUTPUTS, STATES_BEFORE, UPSTREAM, GRADIENTS, STATES_AFTER);

    private final Path path;
    private final JsonParser json;

    private CaseReader(Path path, JsonParser json) {
        this.path = path;
        this.json = json;
    }

    static CaseFile read(Path path) {
        JsonFactory factory = JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
        if (Files.isDirectory(path)) {
            throw new CaseException(path + " is a directory, not a file.");
        }
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(path));
                JsonParser json = factory.createParser(stream)) {
            return new CaseReader(path, json).file();
        } catch (NoSuchFileException missing) {
            throw new CaseException("There is no file " + path + ".", missing);
        } catch (AccessDeniedException denied) {
            throw new CaseException(path + " may not be read.", denied);
        } catch (JsonEOFException truncated) {
            throw new CaseException(path + " is truncated: it ends in the middle of its JSON.", truncated);
        } catch (JsonProcessingException malformed) {
            throw new CaseException(malformed(path, malformed), malformed);
        } catch (IOException failure) {
            throw new CaseException(path + " cannot be read: " + failure.getMessage() + ".", failure);
        }
    }

    private static String malformed(Path path, JsonProcessingException malformed) {
        JsonLocation place = malformed.getLocation();
        String reason = malformed.getOriginalMessage().lines().findFirst().orElse("");
        int grammar = reason.indexOf(": was expecting (JSON"); // the whole of what JSON has
        reason = grammar < 0 ? reason : reason.substring(0, grammar);
        return place(path, place) + " is not valid JSON: " + reason;
    }

    private static String place(Path path, @Nullable JsonLocation place) {
        return place == null ? path.toString() : path + ":" + place.getLineNr() + ":" + place.getColumnNr();
    }

    private CaseException error(String sentence) {
        return new CaseException(place(path, json.currentTokenLocation()) + ": " + sentence);
    }

    private CaseFile file() throws IOException {
        if (json.nextToken() == null) {
            throw new CaseException(path + " is empty.");
        }
        expect(JsonToken.START_OBJECT, "a case, {...}");
        Map<String, String> description = new LinkedHashMap<>();
        Map<String, Integer> axes = new LinkedHashMap<>();
        Map<String, Double> constants = new LinkedHashMap<>();
        List<CaseFile.Step> steps = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String entry = json.currentName();
            json.nextToken();
            switch (entry) {
                case AXES -> axes.putAll(axes());
                case CONSTANTS -> constants.putAll(constants());
                case STEPS -> steps.addAll(steps());
                default -> description.put(entry, text(entry));
            }
        }
        if (json.nextToken() != null) {
            throw error("expected the end of the file behind the case.");
        }
        if (steps.isEmpty()) {
            throw new CaseException(path + " has no steps.");
        }
        return new CaseFile(description, axes, constants, steps);
    }

    private String text(String entry) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw error(unknown("entry", entry, FILE_ENTRIES));
        }
        return json.getText();
    }

    private Map<String, Integer> axes() throws IOException {
        expect(JsonToken.START_OBJECT, "the sizes of the axes, {\"N\": 5, ...}");
        Map<String, Integer> axes = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String axis = json.currentName();
            json.nextToken();
            axes.put(axis, size("the size of axis " + axis));
        }
        return axes;
    }

    private Map<String, Double> constants() throws IOException {
        expect(JsonToken.START_OBJECT, "the constants, {\"eps\": 1e-5, ...}");
        Map<String, Double> constants = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String constant = json.currentName();
            json.nextToken();
            constants.put(constant, number("a number for constant " + constant));
        }
        return constants;
    }

    private List<CaseFile.Step> steps() throws IOException {
        expect(JsonToken.START_ARRAY, "the steps, [...]");
        List<CaseFile.Step> steps = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            steps.add(step());
        }
        return steps;
    }

    private CaseFile.Step step() throws IOException {
        expect(JsonToken.START_OBJECT, "a step, {...}");
        JsonLocation start = json.currentTokenLocation();
        Map<String, Map<String, CaseTensor>> groups = new LinkedHashMap<>();
        Optional<Mode> mode = Optional.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String entry = json.currentName();
            json.nextToken();
            if (entry.equals(MODE)) {
                mode = Optional.of(mode());
            } else if (GROUPS.contains(entry)) {
                groups.put(entry, tensors(entry));
            } else {
                throw error(unknown("entry of a step", entry, STEP_ENTRIES));
            }
        }
        Mode given = mode.orElseThrow(() -> lacks(start, MODE));
        if (!groups.containsKey(INPUTS)) {
            throw lacks(start, INPUTS);
        }
        return new CaseFile.Step(
                given,
                groups.getOrDefault(INPUTS, Map.of()),
                groups.getOrDefault(PARAMETERS, Map.of()),
                Optional.ofNullable(groups.get(OUTPUTS)),
                Optional.ofNullable(groups.get(STATES_BEFORE)),
                Optional.ofNullable(groups.get(UPSTREAM)),
                Optional.ofNullable(groups.get(GRADIENTS)),
                Optional.ofNullable(groups.get(STATES_AFTER)));
    }

    private CaseException lacks(JsonLocation step, String entry) {
        return new CaseException(place(path, step) + ": the step has no " + entry + ".");
    }

    private Mode mode() throws IOException {
        String mode = json.currentToken() == JsonToken.VALUE_STRING ? json.getText() : "";
        return switch (mode) {
            case TRAINING -> Mode.TRAINING;
            case INFERENCE -> Mode.INFERENCE;
            default -> throw error("expected the mode \"train\" or \"infer\".");
        };
    }

    private Map<String, CaseTensor> tensors(String group) throws IOException {
        expect(JsonToken.START_OBJECT, group + ", {\"x\": {\"shape\": [...], \"data\": [...]}, ...}");
        Map<String, CaseTensor> tensors = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            tensors.put(name, tensor(group + " " + name));
        }
        return tensors;
    }

    private CaseTensor tensor(String what) throws IOException {
        expect(JsonToken.START_OBJECT, what + " as {\"shape\": [...], \"data\": [...]}");
        @Nullable List<Integer> shape = null;
        double @Nullable [] data = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String entry = json.currentName();
            json.nextToken();
            switch (entry) {
                case SHAPE -> shape = shape(what);
                case DATA -> data = data(what);
                default -> throw error(unknown("entry of a tensor", entry, List.of(SHAPE, DATA)));
            }
        }
        if (shape == null || data == null) {
            throw error(what + " has no " + (shape == null ? SHAPE : DATA) + ".");
        }
        long length = 1;
        for (int size : shape) {
            length = size == 0 ? 0 : length > Integer.MAX_VALUE ? length : length * size;
        }
        if (length != data.length) {
            throw error(what + " has " + data.length + " elements, but its shape " + shape + " needs " + length + ".");
        }
        return new CaseTensor(shape, data);
    }

    private List<Integer> shape(String what) throws IOException {
        expect(JsonToken.START_ARRAY, "the shape of " + what + ", [...]");
        List<Integer> shape = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            shape.add(size("a size in the shape of " + what));
        }
        return shape;
    }

    private double[] data(String what) throws IOException {
        expect(JsonToken.START_ARRAY, "the elements of " + what + ", [...]");
        double[] data = new double[16];
        int length = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            data = length == data.length ? Arrays.copyOf(data, 2 * length) : data;
            data[length] = number("a number in " + what);
            length++;
        }
        return Arrays.copyOf(data, length);
    }

    private int size(String what) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() != JsonParser.NumberType.INT
                || json.getIntValue() < 0) {
            throw error("expected " + what + ", a whole number from 0, found " + found() + ".");
        }
        return json.getIntValue();
    }

    /** A number; NaN and the infinities may be texts. */
    private double number(String what) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING && NOT_FINITE.contains(json.getText())) {
            return Double.parseDouble(json.getText());
        }
        if (!json.currentToken().isNumeric()) {
            throw error("expected " + what + ", found " + found() + ".");
        }
        return json.getDoubleValue();
    }

    private void expect(JsonToken token, String what) throws IOException {
        if (json.currentToken() != token) {
            throw error("expected " + what + ", found " + found() + ".");
        }
    }

    private String found() throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return "the end of the file";
        }
        String text = json.getText();
        String shown = text.length() > 20 ? text.substring(0, 20) + "..." : text;
        return token == JsonToken.VALUE_STRING ? "\"" + shown + "\"" : shown;
    }

    private static String unknown(String noun, String name, List<String> known) {
        String hint = DidYouMean.nearest(name, known)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("expected one of " + String.join(", ", known) + ".");
        return "unknown " + noun + " " + name + "; " + hint;
    }
}
