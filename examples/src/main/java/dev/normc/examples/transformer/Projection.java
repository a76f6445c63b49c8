package dev.normc.examples.transformer;

/** A product with a learned matrix: {@code y[N, O] = x[N, I] w[I, O]}. */
final class Projection {

    private final Arithmetic arithmetic;
    private final Matrix weight;
    private final Matrix gradient;
    private final Matrix x;
    private final Matrix y;

    /**
     * Makes one.
     *
     * @param x what it reads, [tokens, inputs]
     * @param y what it writes, [tokens, outputs]
     */
    Projection(Assembly assembly, String name, int inputs, int outputs, Values x, Values y) {
        Parameter parameter = assembly.weight(name, inputs, outputs);
        this.arithmetic = assembly.arithmetic();
        this.weight = Matrix.of(parameter.values(), inputs, outputs);
        this.gradient = Matrix.of(parameter.gradient(), inputs, outputs);
        this.x = Matrix.of(x, assembly.tokens(), inputs);
        this.y = Matrix.of(y, assembly.tokens(), outputs);
    }

    void forward() {
        arithmetic.product(x, weight, y);
    }

    /** Writes the gradient of the matrix, and {@code dx}. */
    void backward(Values dy, Values dx) {
        gradient(dy);
        arithmetic.product(like(y, dy), weight.transpose(), like(x, dx));
    }

    /** Writes the gradient of the matrix, and adds to {@code dx}. */
    void addBackward(Values dy, Values dx) {
        gradient(dy);
        arithmetic.addProduct(like(y, dy), weight.transpose(), like(x, dx));
    }

    private void gradient(Values dy) {
        arithmetic.product(x.transpose(), like(y, dy), gradient);
    }

    private static Matrix like(Matrix matrix, Values values) {
        return Matrix.of(values, matrix.rows(), matrix.columns());
    }
}
