package dev.normc.examples.examine;

import dev.normc.compiler.graph.Role;
import dev.normc.compiler.graph.Tensor;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Problem;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A contender's kernels run once on a problem.
 *
 * @param problem the arrays as the kernels left them
 * @param fault what the kernels did that no kernel may do, as a sentence without its subject
 * @param refused whether the fault is that it threw
 * @param ended whether the kernels came back
 */
record Attempt(Problem problem, Optional<String> fault, boolean refused, boolean ended) {

    private static final Set<Role> READ = EnumSet.of(Role.INPUT, Role.DATA, Role.PARAMETER, Role.UPSTREAM);

    /** Runs {@code contender} on a copy of {@code problem}; {@code when} says for sentences which one that is. */
    static Attempt of(Contender contender, Problem problem, Patience patience, String when) {
        Problem own = problem.copy();
        Steps steps = new Steps(contender, problem, own);
        Patience.End end = patience.run(contender.label() + ", " + when + ",", steps);
        if (!end.inTime()) {
            String sentence = "its " + steps.pass + " has not come back after " + Patience.seconds(patience.limit());
            return new Attempt(problem.copy(), Optional.of(sentence + ", " + when), false, false);
        }
        if (end.thrown().isPresent()) {
            String sentence =
                    "its " + steps.pass + " threw " + words(end.thrown().get());
            return new Attempt(own, Optional.of(sentence + ", " + when), true, true);
        }
        return new Attempt(own, steps.fault.map(fault -> fault + ", " + when), false, true);
    }

    /** What it threw and where in the user's own file. */
    private static String words(Throwable thrown) {
        boolean wrapped =
                thrown instanceof UndeclaredThrowableException || thrown instanceof ExceptionInInitializerError;
        Throwable cause = wrapped && thrown.getCause() != null ? thrown.getCause() : thrown;
        String place = Stream.of(cause.getStackTrace())
                .filter(frame -> frame.getModuleName() == null
                        && !frame.getClassName().startsWith("dev.normc.")
                        && frame.getFileName() != null)
                .findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
                .orElse("");
        String message = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        return cause.getClass().getSimpleName() + message + place;
    }

    /** All that runs on the contender's thread. */
    private static final class Steps implements Runnable {
        private final Contender contender;
        private final Problem before;
        private final Problem own;
        private volatile Pass pass = Pass.FORWARD;
        private Optional<String> fault = Optional.empty();

        Steps(Contender contender, Problem before, Problem own) {
            this.contender = contender;
            this.before = before;
            this.own = own;
        }

        @Override
        public void run() {
            Contender.Bound bound = contender.binder().bind(own);
            bound.forward();
            bound.deliver();
            Problem forwarded = own.copy();
            fault = changed(before, READ);
            if (contender.passes().contains(Pass.BACKWARD)) {
                pass = Pass.BACKWARD;
                bound.backward();
                bound.deliver();
                Set<Role> read = EnumSet.copyOf(READ);
                read.add(Role.OUTPUT);
                fault = fault.or(() -> changed(forwarded, read));
            }
        }

        private Optional<String> changed(Problem then, Set<Role> roles) {
            List<String> changed = then.arrays().entrySet().stream()
                    .filter(entry -> roles.contains(entry.getKey().role()))
                    .filter(entry ->
                            !Arrays.equals(entry.getValue(), own.arrays().get(entry.getKey())))
                    .map(entry -> entry.getKey())
                    .map(Tensor::label)
                    .toList();
            return changed.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            "its " + pass + " changes " + String.join(", ", changed) + ", which it may only read");
        }
    }
}
