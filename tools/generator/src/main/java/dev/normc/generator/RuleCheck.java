package dev.normc.generator;

import dev.normc.dsl.diagnostic.DidYouMean;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Whether what the settings of a request name is there: programs, norms, constants, axes. */
final class RuleCheck {

    private final GenerationRequest request;
    private final List<String> paths;
    private final Map<String, OutputRecord.Program> programs;
    private final List<Finding> findings = new ArrayList<>();

    private RuleCheck(GenerationRequest request, List<String> paths, Map<String, OutputRecord.Program> programs) {
        this.request = request;
        this.paths = paths;
        this.programs = programs;
    }

    /**
     * What is not there.
     *
     * @param paths of all programs
     * @param programs those without errors; of what is in the others nothing is said
     */
    static List<Finding> check(
            GenerationRequest request, List<String> paths, Map<String, OutputRecord.Program> programs) {
        RuleCheck check = new RuleCheck(request, paths, programs);
        if (!paths.isEmpty()) {
            check.checkNames("the settings of all norms set", request.defaults(), paths, check.norms(paths));
        }
        if (Files.isDirectory(request.sources())) {
            request.rules().forEach(check::check);
        }
        return check.findings;
    }

    private void check(FileRule rule) {
        String name = "the rule for `" + rule.files() + "`";
        List<String> fitting = paths.stream().filter(rule::fits).toList();
        List<OutputRecord.Norm> norms = norms(fitting).stream()
                .filter(norm -> rule.isAbout(norm.name()))
                .toList();
        if (fitting.isEmpty()) {
            String message = name + " fits no program in " + request.sources() + hint(rule.files(), paths);
            findings.add(Finding.of("rule-without-file", message));
        } else if (norms.isEmpty() && rule.norm().isPresent() && isWhole(fitting)) {
            String meant = rule.norm().get();
            String message = name + " fits no norm" + hint(meant, names(norms(fitting), one -> List.of(one.name())));
            findings.add(Finding.of("rule-without-norm", message));
        } else {
            checkNames(name + " sets", rule.settings(), fitting, norms);
        }
    }

    private void checkNames(
            String subject, GenerationSettings settings, List<String> fitting, List<OutputRecord.Norm> norms) {
        if (isWhole(fitting)) {
            List<String> constants = names(norms, OutputRecord.Norm::constants);
            checkNames(
                    "unknown-constant",
                    subject + " the constant",
                    settings.constants().keySet(),
                    constants);
            List<String> axes = names(norms, OutputRecord.Norm::axes);
            checkNames(
                    "unknown-axis",
                    subject + " the size of the axis",
                    settings.sizes().keySet(),
                    axes);
        }
    }

    private void checkNames(String code, String subject, Collection<String> given, List<String> known) {
        for (String name : given) {
            if (!known.contains(name)) {
                findings.add(Finding.of(code, subject + " `" + name + "`, which no norm has" + hint(name, known)));
            }
        }
    }

    private static String hint(String word, List<String> known) {
        return DidYouMean.nearest(word, known)
                .map(meant -> "; did you mean `" + meant + "`?")
                .orElse("");
    }

    /** Whether what is in all these programs is known. */
    private boolean isWhole(List<String> fitting) {
        return programs.keySet().containsAll(fitting);
    }

    private List<OutputRecord.Norm> norms(List<String> fitting) {
        return programs.entrySet().stream()
                .filter(program -> fitting.contains(program.getKey()))
                .flatMap(program -> program.getValue().norms().stream())
                .toList();
    }

    private static List<String> names(List<OutputRecord.Norm> norms, Function<OutputRecord.Norm, List<String>> names) {
        return norms.stream()
                .flatMap(norm -> names.apply(norm).stream())
                .distinct()
                .toList();
    }
}
