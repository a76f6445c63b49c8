package com.acme;

import java.nio.FloatBuffer;

/** The RMSNorm of one token in a decoder. */
public final class TokenNorm {

    private TokenNorm() {}

    /** As it stands in engines whose tensors hide their elements. */
    public static void before(TokenTensor out, TokenTensor x, FloatBuffer weight, int size, float eps) {
        float sum = x.reduce(0, size, 0, (reduced, value) -> reduced + value * value);
        float scale = (float) (1.0 / Math.sqrt(sum / size + eps));
        out.map(0, size, (value, i) -> weight.get(i) * (scale * x.get(i)));
    }

    /** The generated one; the weights come as the array that a model keeps anyway. */
    public static void after(
            TokenTensor.OfFloats out, TokenTensor.OfFloats x, float[] weight, RmsNorm.Workspace workspace) {
        RmsNorm.forward(x.values, weight, out.values, workspace);
    }
}
