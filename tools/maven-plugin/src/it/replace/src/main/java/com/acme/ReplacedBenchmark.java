package com.acme;

import java.nio.FloatBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The time of each norm before and after: a token of 4,096, 64 rows of 768 in 3,072 columns, 64 rows of 768. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class ReplacedBenchmark {

    private final Random random = new Random(1);

    private final TokenTensor.OfFloats token = new TokenTensor.OfFloats(numbers(4096));
    private final TokenTensor.OfFloats normalized = new TokenTensor.OfFloats(new float[4096]);
    private final float[] weight = numbers(4096);
    private final FloatBuffer weights = FloatBuffer.wrap(weight);
    private final RmsNorm.Workspace one = new RmsNorm.Workspace(1, 4096);

    private final BatchTensor.OfFloats batch = new BatchTensor.OfFloats(numbers(64 * 3072), 64, 3072);
    private final BatchTensor.OfFloats out = new BatchTensor.OfFloats(new float[64 * 3072], 64, 3072);
    private final BatchTensor.OfFloats gamma = new BatchTensor.OfFloats(numbers(3072), 1, 3072);
    private final BatchTensor.OfFloats beta = new BatchTensor.OfFloats(numbers(3072), 1, 3072);
    private final LayerNorm.Workspace shard = new LayerNorm.Workspace(64, 768);

    private final FloatBuffer x = buffer(64 * 768);
    private final FloatBuffer blockGamma = buffer(768);
    private final FloatBuffer blockBeta = buffer(768);
    private final com.acme.buffers.LayerNorm.Workspace block = new com.acme.buffers.LayerNorm.Workspace(64, 768);

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private FloatBuffer buffer(int count) {
        return BlockNorm.allocate(count).put(0, numbers(count), 0, count);
    }

    @Benchmark
    public TokenTensor tokenBefore() {
        TokenNorm.before(normalized, token, weights, 4096, 1e-6f);
        return normalized;
    }

    @Benchmark
    public TokenTensor tokenAfter() {
        TokenNorm.after(normalized, token, weight, one);
        return normalized;
    }

    @Benchmark
    public BatchTensor shardBefore() {
        ShardNorm.before(out, batch, gamma, beta, 768, 768, 1e-5f);
        return out;
    }

    @Benchmark
    public BatchTensor shardAfter() {
        ShardNorm.after(out, batch, gamma, beta, 768, shard);
        return out;
    }

    @Benchmark
    public FloatBuffer blockBefore() {
        return BlockNorm.before(x, blockGamma, blockBeta, 64, 768, 1e-5f);
    }

    @Benchmark
    public FloatBuffer blockAfter() {
        return BlockNorm.after(x, blockGamma, blockBeta, block);
    }
}
