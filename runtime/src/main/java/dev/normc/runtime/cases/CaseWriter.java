package dev.normc.runtime.cases;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.normc.runtime.Mode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** Writes a case as JSON. NaN and infinities become texts, since JSON has no numbers for them. */
final class CaseWriter {

    private final JsonGenerator json;

    private CaseWriter(JsonGenerator json) {
        this.json = json;
    }

    static String json(CaseFile file) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new CaseWriter(json).write(file);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private void write(CaseFile file) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> text : file.description().entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeObjectFieldStart(CaseReader.AXES);
        for (Map.Entry<String, Integer> axis : file.axes().entrySet()) {
            json.writeNumberField(axis.getKey(), axis.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart(CaseReader.CONSTANTS);
        for (Map.Entry<String, Double> constant : file.constants().entrySet()) {
            json.writeNumberField(constant.getKey(), constant.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart(CaseReader.STEPS);
        for (CaseFile.Step step : file.steps()) {
            write(step);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(CaseFile.Step step) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                CaseReader.MODE, step.mode() == Mode.TRAINING ? CaseReader.TRAINING : CaseReader.INFERENCE);
        write(CaseReader.INPUTS, Optional.of(step.inputs()));
        write(CaseReader.PARAMETERS, Optional.of(step.parameters()));
        write(CaseReader.OUTPUTS, step.outputs());
        write(CaseReader.STATES_BEFORE, step.statesBefore());
        write(CaseReader.UPSTREAM, step.upstream());
        write(CaseReader.GRADIENTS, step.gradients());
        write(CaseReader.STATES_AFTER, step.statesAfter());
        json.writeEndObject();
    }

    private void write(String name, Optional<Map<String, CaseTensor>> tensors) throws IOException {
        if (tensors.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, CaseTensor> tensor : tensors.get().entrySet()) {
            json.writeFieldName(tensor.getKey());
            write(tensor.getValue());
        }
        json.writeEndObject();
    }

    private void write(CaseTensor tensor) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart(CaseReader.SHAPE);
        for (int size : tensor.shape()) {
            json.writeNumber(size);
        }
        json.writeEndArray();
        json.writeArrayFieldStart(CaseReader.DATA);
        for (int i = 0; i < tensor.length(); i++) {
            json.writeNumber(tensor.at(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
