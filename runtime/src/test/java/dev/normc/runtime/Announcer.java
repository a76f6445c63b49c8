package dev.normc.runtime;

import dev.normc.compiler.Options;
import dev.normc.compiler.loop.KernelTarget;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A program that compiles norms from several threads and with several compilers, for its log to be looked at. */
final class Announcer {

    private Announcer() {}

    /** Prints the target that the kernels were written for; the argument, if there is one, is what options ask for. */
    public static void main(String[] arguments) throws InterruptedException {
        Optional<KernelTarget> asked =
                arguments.length == 0 ? Optional.empty() : Optional.of(KernelTarget.valueOf(arguments[0]));
        Options options = asked.map(Options.DEFAULT::withTarget).orElse(Options.DEFAULT);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            threads.execute(() -> new Normc().compile("DyT", options));
        }
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the compilations take more than a minute");
        }
        System.out.println(new Normc().compile("DyT", options).target());
    }
}
