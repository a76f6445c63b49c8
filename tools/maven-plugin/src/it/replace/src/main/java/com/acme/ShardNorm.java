package com.acme;

/** The LayerNorm of those columns of a batch for which one machine of several is responsible. */
public final class ShardNorm {

    private ShardNorm() {}

    /** As it stands in engines that go element by element; the variance in one pass loses digits of large offsets. */
    public static void before(
            BatchTensor out, BatchTensor x, BatchTensor gamma, BatchTensor beta, int offset, int length, float eps) {
        for (int row = 0; row < x.rows(); row++) {
            float sum = 0;
            float squares = 0;
            for (int i = offset; i < offset + length; i++) {
                float value = x.get(row, i);
                sum += value;
                squares += value * value;
            }
            float mean = sum / length;
            float variance = squares / length - mean * mean;
            float scale = 1.0f / (float) Math.sqrt(variance + eps);
            for (int i = offset; i < offset + length; i++) {
                out.set((x.get(row, i) - mean) * scale * gamma.get(0, i) + beta.get(0, i), row, i);
            }
        }
    }

    /** The generated one, on the same columns of the same arrays. */
    public static void after(
            BatchTensor.OfFloats out,
            BatchTensor.OfFloats x,
            BatchTensor.OfFloats gamma,
            BatchTensor.OfFloats beta,
            int offset,
            LayerNorm.Workspace workspace) {
        LayerNorm.forward(
                x.values, offset, x.stride, gamma.values, offset, beta.values, offset, out.values, offset, out.stride,
                workspace);
    }
}
