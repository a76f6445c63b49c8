package dev.normc.cli;

import dev.normc.examples.compare.Contest;
import java.io.Console;
import java.io.PrintWriter;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a long command is: as a bar where somebody watches, else one line for each step. */
final class StepDisplay implements Contest.Progress, AutoCloseable {

    /** One less than a terminal has at the least, so that none goes on to the next line. */
    private static final int COLUMNS = 79;

    private final PrintWriter err;
    private final @Nullable ProgressBar bar;

    /** @param task what is being done, in a word */
    StepDisplay(String task, PrintWriter err) {
        this.err = err;
        this.bar = onTerminal() ? bar(task) : null;
    }

    /** Whether there is a bar that somebody watches. */
    boolean isWatched() {
        return bar != null;
    }

    @Override
    public void at(int done, int total, String step) {
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
            bar.setExtraMessage(step);
        } else {
            line(err, done, total, step);
        }
    }

    /** Tells of a step that begins. */
    static void line(PrintWriter err, int done, int total, String step) {
        if (done < total) {
            err.println((done + 1) + "/" + total + " " + step);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** Whether somebody watches; since JDK 22 there may be a console where nobody does, but it can be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        Console console = System.console();
        if (console == null || System.getenv("TERM") == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJdk22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    /**
     * The bar writes to a line of a fixed length. One that asks the terminal for its width does so by JLine, which
     * takes Ctrl-C from the JVM for good: the process would end at once, without what is to be saved first.
     */
    private static ProgressBar bar(String task) {
        return new ProgressBarBuilder()
                .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
                .setTaskName(task)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .clearDisplayOnFinish()
                .build();
    }
}
