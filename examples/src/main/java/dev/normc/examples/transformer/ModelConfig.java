package dev.normc.examples.transformer;

import dev.normc.examples.text.Objective;

/**
 * The shape of a model.
 *
 * @param layers how many blocks, each of attention and a feed-forward network
 * @param width how many features a token has
 * @param heads how many heads attention has; divides the width
 * @param hidden how many features the hidden layer of a feed-forward network has
 * @param context how many positions a sequence has
 * @param objective what it learns: to fill in bytes, or to go on
 * @param placement where the norms stand
 * @param norm all its norms, one program
 */
public record ModelConfig(
        int layers,
        int width,
        int heads,
        int hidden,
        int context,
        Objective objective,
        Placement placement,
        NormChoice norm) {

    /** More of anything is a slip of the keyboard; none of these fits in a JVM's usual memory. */
    private static final int MOST = 65_536;

    /** @throws IllegalArgumentException with one sentence for the user */
    public ModelConfig {
        require(layers, "layers");
        require(width, "features (the width)");
        require(heads, "heads");
        require(hidden, "hidden features");
        require(context, "positions (the context)");
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    "The width must be a multiple of the number of heads, but " + width + " is none of " + heads + ".");
        }
    }

    private static void require(int count, String what) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    "The number of " + what + " must be from 1 to " + MOST + ", given " + count + ".");
        }
    }

    /** How many features a head has. */
    int headWidth() {
        return width / heads;
    }

    public ModelConfig withLayers(int other) {
        return new ModelConfig(other, width, heads, hidden, context, objective, placement, norm);
    }

    public ModelConfig withObjective(Objective other) {
        return new ModelConfig(layers, width, heads, hidden, context, other, placement, norm);
    }

    public ModelConfig withPlacement(Placement other) {
        return new ModelConfig(layers, width, heads, hidden, context, objective, other, norm);
    }

    public ModelConfig withNorm(NormChoice other) {
        return new ModelConfig(layers, width, heads, hidden, context, objective, placement, other);
    }
}
