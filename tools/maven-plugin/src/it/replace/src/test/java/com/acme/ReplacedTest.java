package com.acme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is replaced and what replaces it compute the same, but for rounding. */
class ReplacedTest {

    private final Random random = new Random(3);

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    @Test
    void theNormOfAToken() {
        TokenTensor.OfFloats x = new TokenTensor.OfFloats(numbers(100));
        TokenTensor.OfFloats before = new TokenTensor.OfFloats(new float[100]);
        TokenTensor.OfFloats after = new TokenTensor.OfFloats(new float[100]);
        float[] weight = numbers(100);
        TokenNorm.before(before, x, FloatBuffer.wrap(weight), 100, 1e-6f);
        TokenNorm.after(after, x, weight, new RmsNorm.Workspace(1, 100));
        assertArrayEquals(before.values, after.values, 1e-5f);
    }

    @Test
    void theNormOfSomeColumns() {
        BatchTensor.OfFloats x = new BatchTensor.OfFloats(numbers(5 * 40), 5, 40);
        BatchTensor.OfFloats gamma = new BatchTensor.OfFloats(numbers(40), 1, 40);
        BatchTensor.OfFloats beta = new BatchTensor.OfFloats(numbers(40), 1, 40);
        BatchTensor.OfFloats before = new BatchTensor.OfFloats(new float[5 * 40], 5, 40);
        BatchTensor.OfFloats after = new BatchTensor.OfFloats(new float[5 * 40], 5, 40);
        ShardNorm.before(before, x, gamma, beta, 10, 20, 1e-5f);
        ShardNorm.after(after, x, gamma, beta, 10, new LayerNorm.Workspace(5, 20));
        assertArrayEquals(before.values, after.values, 1e-5f);
    }

    @Test
    void theNormOfABlockOffTheHeap() {
        FloatBuffer x = BlockNorm.allocate(5 * 20).put(0, numbers(100), 0, 100);
        FloatBuffer gamma = BlockNorm.allocate(20).put(0, numbers(20), 0, 20);
        FloatBuffer beta = BlockNorm.allocate(20).put(0, numbers(20), 0, 20);
        float[] before = new float[100];
        float[] after = new float[100];
        BlockNorm.before(x, gamma, beta, 5, 20, 1e-5f).get(0, before);
        BlockNorm.after(x, gamma, beta, new com.acme.buffers.LayerNorm.Workspace(5, 20)).get(0, after);
        assertArrayEquals(before, after, 1e-5f);
    }
}
