package dev.normc.runtime.cache;

import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values as bytes: records by their components, down to numbers, texts and nodes of constants and sizes. Different
 * values of the same types give different bytes. {@link RecordReader} is the way back.
 */
final class RecordWriter {

    /** What a node of a number of constants and sizes may be. */
    enum NodeKind {
        CONSTANT,
        SIZE,
        APPLY
    }

    private final DataOutputStream out;

    private RecordWriter(DataOutputStream out) {
        this.out = out;
    }

    /** The bytes of {@code values}, one after the other. */
    static byte[] bytes(Object... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RecordWriter writer = new RecordWriter(new DataOutputStream(bytes));
        try {
            for (Object value : values) {
                writer.write(value);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void write(Object value) throws IOException {
        if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                write(component(value, component));
            }
        } else if (value instanceof String text) {
            write(text.getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof byte[] bytes) {
            out.writeInt(bytes.length);
            out.write(bytes);
        } else if (value instanceof Integer number) {
            out.writeInt(number);
        } else if (value instanceof Double number) {
            out.writeLong(Double.doubleToRawLongBits(number));
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Enum<?> constant) {
            write(constant.name());
        } else if (value instanceof Node node) {
            writeNode(node);
        } else {
            writeContainer(value);
        }
    }

    private void writeContainer(Object value) throws IOException {
        if (value instanceof Optional<?> optional) {
            out.writeBoolean(optional.isPresent());
            if (optional.isPresent()) {
                write(optional.get());
            }
        } else if (value instanceof List<?> list) {
            out.writeInt(list.size());
            for (Object element : list) {
                write(element);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.writeInt(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                write(entry.getKey());
                write(entry.getValue());
            }
        } else {
            throw new IllegalStateException(
                    "a fault of normc, please report it: a cache has no form for " + value.getClass());
        }
    }

    private static Object component(Object value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a fault of normc, please report it: " + component + " is hidden", e);
        }
    }

    private void writeNode(Node root) throws IOException {
        List<Node> nodes = GraphBuilder.reachable(List.of(root));
        Map<Integer, Integer> places = new HashMap<>();
        out.writeInt(nodes.size());
        for (Node node : nodes) {
            if (node.operation() instanceof Operation.Constant constant) {
                write(NodeKind.CONSTANT);
                write(constant.value());
            } else if (node.operation() instanceof Operation.Size size) {
                write(NodeKind.SIZE);
                write(size.axis());
            } else if (node.operation() instanceof Operation.Apply apply) {
                write(NodeKind.APPLY);
                write(apply.operator());
                write(node.inputs().stream()
                        .map(input -> places.getOrDefault(input.id(), -1))
                        .toList());
            } else {
                throw new IllegalStateException(
                        "a fault of normc, please report it: not a number of constants and" + " sizes: " + node);
            }
            places.put(node.id(), places.size());
        }
    }
}
