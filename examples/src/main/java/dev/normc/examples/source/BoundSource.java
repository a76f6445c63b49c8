package dev.normc.examples.source;

import dev.normc.compiler.graph.Sizes;
import dev.normc.compiler.graph.Tensor;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Problem;
import dev.normc.examples.source.SourceKernel.Entry;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A user's methods with their arguments for one problem. */
final class BoundSource implements Contender.Bound {

    private final Problem problem;
    private final Map<String, Integer> sizes;
    private final double fill;
    private final Map<Tensor, float[][]> rows = new LinkedHashMap<>();
    private final Map<String, Object> saved = new HashMap<>();
    private final Call forward;
    private final Optional<Call> backward;

    /** A method and its arguments; a call allocates nothing. */
    private static final class Call {
        private final MethodHandle handle;
        private final Object[] arguments;

        Call(MethodHandle handle, Object[] arguments) {
            this.handle = handle;
            this.arguments = arguments;
        }

        void run() {
            try {
                handle.invokeExact(arguments);
            } catch (RuntimeException | Error failure) {
                throw failure;
            } catch (Throwable checked) {
                throw new UndeclaredThrowableException(checked);
            }
        }
    }

    /** @param fill what arrays that both methods share hold at first */
    BoundSource(Problem problem, Entry forward, Optional<Entry> backward, double fill) {
        this.problem = problem;
        this.sizes = problem.sizes();
        this.fill = fill;
        this.forward = call(forward);
        this.backward = backward.map(this::call);
    }

    @Override
    public void forward() {
        forward.run();
    }

    @Override
    public void backward() {
        backward.orElseThrow().run();
    }

    @Override
    public void deliver() {
        rows.forEach((tensor, copies) -> {
            float[] flat = array(tensor);
            int at = 0;
            for (float[] row : copies) {
                System.arraycopy(row, 0, flat, at, row.length);
                at += row.length;
            }
        });
    }

    private Call call(Entry entry) {
        Object[] arguments = entry.operands().stream().map(this::argument).toArray();
        try {
            entry.method().setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(entry.method());
            return new Call(
                    handle.asType(MethodType.genericMethodType(arguments.length).changeReturnType(void.class))
                            .asSpreader(Object[].class, arguments.length),
                    arguments);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(entry.method().toString(), impossible);
        }
    }

    private Object argument(Operand operand) {
        if (operand instanceof Operand.Flat flat) {
            return array(flat.tensor());
        } else if (operand instanceof Operand.Rows inRows) {
            return rows.computeIfAbsent(inRows.tensor(), this::inRows);
        } else if (operand instanceof Operand.Scalar scalar) {
            return number(array(scalar.tensor())[0], scalar.type());
        } else if (operand instanceof Operand.Size size) {
            return number(product(size.axes()), size.type());
        } else if (operand instanceof Operand.Constant constant) {
            return number(constant.value(), constant.type());
        }
        Operand.Saved shared = (Operand.Saved) operand;
        return saved.computeIfAbsent(shared.scratch().name(), name -> filled(shared));
    }

    private float[] array(Tensor tensor) {
        return Objects.requireNonNull(problem.arrays().get(tensor), tensor::toString);
    }

    /** Copies, made before any call; {@link #deliver()} brings them back. */
    private float[][] inRows(Tensor tensor) {
        float[] flat = array(tensor);
        List<Sizes.Dimension> dimensions = Sizes.of(problem.norm().signature()).dimensions(tensor);
        int length = dimensions.get(dimensions.size() - 1).length(sizes);
        int count = dimensions.subList(0, dimensions.size() - 1).stream()
                .mapToInt(dimension -> dimension.length(sizes))
                .reduce(1, Math::multiplyExact);
        float[][] copies = new float[count][];
        for (int row = 0; row < count; row++) {
            copies[row] = Arrays.copyOfRange(flat, row * length, (row + 1) * length);
        }
        return copies;
    }

    private Object filled(Operand.Saved shared) {
        int length = 1;
        for (String factor : shared.scratch().factors()) {
            List<String> axes =
                    new Vocabulary(problem.norm().signature()).axes().get(factor);
            length = Math.multiplyExact(length, axes == null ? Integer.parseInt(factor) : product(axes));
        }
        if (shared.type() == int[].class) {
            return new int[length];
        } else if (shared.type() == double[].class) {
            double[] array = new double[length];
            Arrays.fill(array, fill);
            return array;
        }
        float[] array = new float[length];
        Arrays.fill(array, (float) fill);
        return array;
    }

    private int product(List<String> axes) {
        int product = 1;
        for (String axis : axes) {
            product = Math.multiplyExact(product, sizes.getOrDefault(axis, 0));
        }
        return product;
    }

    private static Object number(double value, Class<?> type) {
        if (type == int.class) {
            return (int) value;
        } else if (type == long.class) {
            return (long) value;
        } else if (type == float.class) {
            return (float) value;
        }
        return value;
    }
}
