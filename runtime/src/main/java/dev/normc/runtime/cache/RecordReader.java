package dev.normc.runtime.cache;

import dev.normc.compiler.graph.Axis;
import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Operation;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.runtime.cache.RecordWriter.NodeKind;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values out of bytes. Which types are made is for the declared types of the records to say, never for the bytes, and
 * no more is allocated than there are bytes for.
 */
final class RecordReader {

    /** Bytes that are not those of such a value. */
    static final class Damaged extends Exception {

        private static final long serialVersionUID = 1L;

        Damaged(String what) {
            super(what);
        }

        Damaged(Throwable cause) {
            super(cause);
        }
    }

    private final ByteBuffer in;
    private final GraphBuilder nodes = new GraphBuilder();

    private RecordReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    /** The record that {@code bytes} are, to their end. */
    static <R extends Record> R read(byte[] bytes, Class<R> type) throws Damaged {
        RecordReader reader = new RecordReader(bytes);
        try {
            R record = type.cast(reader.record(type));
            if (reader.in.hasRemaining()) {
                throw new Damaged("there is more than one record");
            }
            return record;
        } catch (BufferUnderflowException | IllegalArgumentException | IllegalStateException contradiction) {
            throw new Damaged(contradiction);
        }
    }

    private Object record(Class<?> type) throws Damaged {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i].getGenericType());
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException refused) {
            throw new Damaged(refused);
        }
    }

    private Object value(Type type) throws Damaged {
        if (type instanceof ParameterizedType container) {
            return container(container);
        } else if (type == String.class) {
            return new String(bytes(), StandardCharsets.UTF_8);
        } else if (type == byte[].class) {
            return bytes();
        } else if (type == int.class || type == Integer.class) {
            return in.getInt();
        } else if (type == double.class || type == Double.class) {
            return Double.longBitsToDouble(in.getLong());
        } else if (type == boolean.class || type == Boolean.class) {
            return truth();
        } else if (type == Node.class) {
            return node();
        } else if (type instanceof Class<?> one && one.isEnum()) {
            return constant(one);
        } else if (type instanceof Class<?> one && one.isRecord()) {
            return record(one);
        }
        throw new IllegalStateException("a fault of normc, please report it: a cache has no form for " + type);
    }

    private Object container(ParameterizedType type) throws Damaged {
        Type[] inner = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return truth() ? Optional.of(value(inner[0])) : Optional.empty();
        } else if (type.getRawType() == List.class) {
            List<Object> list = new ArrayList<>();
            for (int left = count(); left > 0; left--) {
                list.add(value(inner[0]));
            }
            return list;
        } else if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int left = count(); left > 0; left--) {
                map.put(value(inner[0]), value(inner[1]));
            }
            return map;
        }
        throw new IllegalStateException("a fault of normc, please report it: a cache has no form for " + type);
    }

    private boolean truth() {
        return in.get() != 0;
    }

    /** A number of things of which each takes a byte at least. */
    private int count() throws Damaged {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new Damaged("a count of " + count + " with " + in.remaining() + " bytes left");
        }
        return count;
    }

    private byte[] bytes() throws Damaged {
        byte[] bytes = new byte[count()];
        in.get(bytes);
        return bytes;
    }

    private Object constant(Class<?> type) throws Damaged {
        String name = new String(bytes(), StandardCharsets.UTF_8);
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new Damaged("no constant " + name + " of " + type);
    }

    private Node node() throws Damaged {
        List<Node> made = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            NodeKind kind = (NodeKind) constant(NodeKind.class);
            made.add(
                    switch (kind) {
                        case CONSTANT -> nodes.constant(Double.longBitsToDouble(in.getLong()));
                        case SIZE -> nodes.size((Axis) record(Axis.class));
                        case APPLY -> apply(made);
                    });
        }
        if (made.isEmpty()) {
            throw new Damaged("no node");
        }
        return made.get(made.size() - 1);
    }

    private Node apply(List<Node> made) throws Damaged {
        Pointwise operator = (Pointwise) constant(Pointwise.class);
        List<Node> inputs = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            int place = in.getInt();
            if (place < 0 || place >= made.size()) {
                throw new Damaged("no node " + place);
            }
            inputs.add(made.get(place));
        }
        return nodes.make(new Operation.Apply(operator), inputs);
    }
}
