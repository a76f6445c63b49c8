package dev.normc.examples.curve;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import org.knowm.xchart.XYChart;

/** Two panels, one above the other over the same places of x, as one chart that XChart can write to a file. */
final class StackedPanels extends XYChart {

    private final Panel upper;
    private final Panel lower;
    private final double start;

    /** The panels, of one width, and a place on their x axis by which they are lined up. */
    StackedPanels(Panel upper, Panel lower, double start) {
        super(
                upper.chart().getWidth(),
                upper.chart().getHeight() + lower.chart().getHeight());
        this.upper = upper;
        this.lower = lower;
        this.start = start;
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height) {
        // Only a chart that has been painted knows where its axes are.
        Graphics2D nowhere = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        upper.paint(nowhere, width);
        lower.paint(nowhere, width);
        double left = Math.max(upper.place(start), lower.place(start));
        int upperShift = (int) Math.round(left - upper.place(start));
        int lowerShift = (int) Math.round(left - lower.place(start));

        AffineTransform origin = graphics.getTransform();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.translate(upperShift, 0);
        upper.paint(graphics, width - upperShift);
        graphics.setTransform(origin);
        graphics.translate(lowerShift, upper.chart().getHeight());
        lower.paint(graphics, width - lowerShift);
        graphics.setTransform(origin);
    }
}
