package dev.normc.examples.examine;

import dev.normc.compiler.graph.Role;
import dev.normc.examples.compare.Contender;
import dev.normc.examples.compare.Contest;
import dev.normc.examples.compare.Pass;
import dev.normc.examples.compare.Problem;
import dev.normc.examples.compare.Shape;
import dev.normc.runtime.CompiledNorm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Goes over the problems, stops where going on makes no sense, and puts what it finds into words. */
final class Examiner {

    private final CompiledNorm norm;
    private final Contender contender;
    private final Contender zeroed;
    private final long seed;
    private final Patience patience;
    private final Contest.Progress progress;

    private final List<Finding> findings = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> explanations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** One problem, solved by both. */
    private record Solved(Judge judge, Problem own, Problem generated) {}

    Examiner(
            CompiledNorm norm,
            Contender contender,
            Contender zeroed,
            long seed,
            Patience patience,
            Contest.Progress progress) {
        this.norm = norm;
        this.contender = contender;
        this.zeroed = zeroed;
        this.seed = seed;
        this.patience = patience;
        this.progress = progress;
    }

    Examination examine(List<Shape> timed) {
        List<HardProblem> problems = HardProblems.of(norm, seed);
        int total = problems.size() + timed.size();
        Optional<Solved> ordinary = Optional.empty();
        boolean goesOn = true;
        for (int i = 0; i < problems.size() && goesOn; i++) {
            HardProblem hard = problems.get(i);
            progress.at(i, total, hard.values() + " at " + hard.problem().shape());
            Optional<Solved> solved = solve(hard);
            goesOn = faults.isEmpty();
            solved.ifPresent(found -> judge(hard, found));
            if (i == 0) {
                ordinary = solved;
                goesOn &= solved.isPresent() && isRightOnOrdinaryValues(hard, solved.get());
            } else if (hard.kind() == HardProblem.Kind.ONE_ELEMENT && ordinary.isPresent() && solved.isPresent()) {
                stray(hard, ordinary.get(), solved.get());
            }
        }
        for (int i = 0; i < timed.size() && goesOn && !isWrong(); i++) {
            progress.at(problems.size() + i, total, "a first call at " + timed.get(i));
            Attempt first =
                    Attempt.of(contender, Problem.random(norm, timed.get(i), seed), patience, "at " + timed.get(i));
            first.fault().ifPresent(this::fault);
            goesOn = faults.isEmpty();
        }
        progress.at(total, total, "done");
        return new Examination(contender.label(), findings, faults, explanations, notes);
    }

    private boolean isWrong() {
        return findings.stream().anyMatch(Finding::wrong) || !faults.isEmpty();
    }

    private void fault(String predicate) {
        faults.add(contender.label() + ": " + predicate + ".");
    }

    /** Empty if the contender has not written what could be judged. */
    private Optional<Solved> solve(HardProblem hard) {
        String when = hard.condition() + ", at " + hard.problem().shape();
        Attempt attempt = Attempt.of(contender, hard.problem(), patience, when);
        if (attempt.fault().isPresent()) {
            if (hard.kind() == HardProblem.Kind.EMPTY && attempt.refused()) {
                notes.add(contender.label() + " is not made for " + hard.values() + ": "
                        + attempt.fault().get() + ".");
            } else {
                fault(attempt.fault().get());
            }
            if (!attempt.ended() || attempt.refused()) {
                return Optional.empty();
            }
        }
        Problem generated = hard.problem().copy();
        run(Contender.generated(), generated);
        return Optional.of(new Solved(new Judge(hard), attempt.problem(), generated));
    }

    private static void run(Contender right, Problem problem) {
        Contender.Bound bound = right.binder().bind(problem);
        bound.forward();
        bound.backward();
        bound.deliver();
    }

    private void judge(HardProblem hard, Solved solved) {
        for (Pass pass : Pass.values()) {
            if (contender.passes().contains(pass)) {
                boolean behind = isWrong();
                List<Finding> all = solved.judge().findings(hard, pass, solved.own(), solved.generated());
                all.stream()
                        .max(Comparator.comparing(Finding::wrong)
                                .thenComparingDouble(found -> found.own().ulp()))
                        .ifPresent(findings::add);
                boolean first = !explanations.stream().anyMatch(known -> known.startsWith(start(hard)));
                all.stream()
                        .filter(found -> found.wrong() && first)
                        .max(Comparator.comparingDouble(found -> found.own().error()))
                        .ifPresent(worst -> explanations.add(sentence(hard, behind, worst, all)));
            }
        }
    }

    private static String start(HardProblem hard) {
        return hard.condition().substring(0, 1).toUpperCase(Locale.ROOT)
                + hard.condition().substring(1) + ",";
    }

    /** What a condition points to is said of the first that goes wrong: those behind it go wrong for the same cause. */
    private static String sentence(HardProblem hard, boolean behind, Finding worst, List<Finding> all) {
        String facts = start(hard) + " " + worst.tensor() + " of the " + worst.pass() + " "
                + (Double.isFinite(worst.own().error())
                        ? "errs by " + number(worst.own().error()) + "; the generated kernel by "
                        : "is NaN or infinite in other places than the formula; the generated kernel errs by ")
                + number(worst.generated().error());
        if (behind) {
            return facts + ".";
        } else if (hard.hint().isEmpty()) {
            List<String> right = all.stream()
                    .filter(found -> !found.wrong())
                    .map(Finding::tensor)
                    .toList();
            return facts + "." + (right.isEmpty() ? "" : " Right: " + String.join(", ", right) + ".");
        }
        return facts + ": " + hard.hint() + ".";
    }

    private static String number(double error) {
        return error == 0 ? "0" : String.format(Locale.ROOT, "%.1e", error);
    }

    /** Goes on only if the ordinary problem is solved: what hard ones point to would say nothing. */
    private boolean isRightOnOrdinaryValues(HardProblem ordinary, Solved solved) {
        if (!isWrong()) {
            return isTheSameAgain(ordinary);
        }
        if (faults.isEmpty() && findings.stream().anyMatch(found -> found.own().ulp() == Double.POSITIVE_INFINITY)) {
            onZeros(ordinary, solved);
        }
        return false;
    }

    /** Solves the ordinary problem again with zeros where NaN was, and says so if that makes a difference. */
    private void onZeros(HardProblem ordinary, Solved solved) {
        Problem zeros = ordinary.problem().copy();
        zeros.arrays().forEach((tensor, array) -> {
            if (array.length > 0 && Float.isNaN(array[0])) {
                Arrays.fill(array, 0);
            }
        });
        Attempt attempt = Attempt.of(zeroed, zeros, patience, "on zeros");
        if (attempt.fault().isPresent()) {
            return;
        }
        boolean right = contender.passes().stream()
                .flatMap(
                        pass -> solved.judge().findings(ordinary, pass, attempt.problem(), solved.generated()).stream())
                .noneMatch(Finding::wrong);
        List<String> unwritten = unwritten(solved.own(), attempt.problem());
        if (right) {
            explanations.clear();
            fault("it is right only if arrays that it is to write hold zeros before: it adds to what it finds there;"
                    + " normc hands in arrays full of NaN");
        } else if (!unwritten.isEmpty()) {
            explanations.clear();
            fault("it leaves elements of " + String.join(", ", unwritten) + " unwritten");
        }
    }

    /** Tensors with elements that are NaN if they were, and zero if they were. */
    private List<String> unwritten(Problem onNan, Problem onZeros) {
        boolean hasBackward = contender.passes().contains(Pass.BACKWARD);
        List<String> unwritten = new ArrayList<>();
        onNan.arrays().forEach((tensor, array) -> {
            float[] other = onZeros.arrays().getOrDefault(tensor, array);
            boolean left = IntStream.range(0, array.length).anyMatch(i -> Float.isNaN(array[i]) && other[i] == 0);
            if (left && (hasBackward || tensor.role() != Role.GRADIENT)) {
                unwritten.add(tensor.label());
            }
        });
        return unwritten;
    }

    /** A kernel that keeps something from call to call gives other results the second time. */
    private boolean isTheSameAgain(HardProblem ordinary) {
        List<Problem> runs = new ArrayList<>();
        for (int run = 0; run < 2 && faults.isEmpty(); run++) {
            Attempt attempt = Attempt.of(contender, ordinary.problem(), patience, "in a second call");
            attempt.fault().ifPresent(this::fault);
            runs.add(attempt.problem());
        }
        if (!faults.isEmpty()) {
            return false;
        }
        List<String> other = runs.get(0).arrays().keySet().stream()
                .filter(tensor -> !Arrays.equals(
                        runs.get(0).arrays().get(tensor), runs.get(1).arrays().get(tensor)))
                .map(tensor -> tensor.label())
                .toList();
        if (!other.isEmpty()) {
            fault("a second call with the same values gives another " + String.join(", ", other));
        }
        return faults.isEmpty();
    }

    private void stray(HardProblem hard, Solved ordinary, Solved solved) {
        List<String> strayed = solved.judge()
                .strayed(
                        contender.passes(),
                        ordinary.judge(),
                        solved.own(),
                        ordinary.own(),
                        solved.generated(),
                        ordinary.generated());
        if (!strayed.isEmpty()) {
            explanations.removeIf(known -> known.startsWith(start(hard)));
            fault(hard.condition() + " it changes elements of " + String.join(", ", strayed)
                    + " that do not depend on that place");
        }
    }
}
