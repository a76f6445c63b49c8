package dev.normc.compiler.simplify;

import dev.normc.compiler.graph.GraphBuilder;
import dev.normc.compiler.graph.Node;
import dev.normc.compiler.graph.Pointwise;
import dev.normc.compiler.simplify.Sum.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules about sums and differences, seen as a list of terms. */
final class SumRules {

    private SumRules() {}

    /** {@code (a + b) + c -> a + (b + c)} as {@link Sum#build} brackets. */
    static Optional<Node> bracket(Node node, Surroundings surroundings) {
        return isSum(node)
                ? Optional.of(surroundings.sum(node).build(surroundings.builder()))
                        .filter(built -> built != node)
                : Optional.empty();
    }

    /** {@code c*t + d*t -> (c+d)*t} for numbers c and d. {@code t - t -> 0} loses a NaN. */
    static Optional<Node> likeTerms(Node node, Surroundings surroundings) {
        if (!isSum(node)) {
            return Optional.empty();
        }
        GraphBuilder builder = surroundings.builder();
        Sum sum = surroundings.sum(node);
        Map<List<Node>, Double> coefficients = new LinkedHashMap<>();
        for (Term term : sum.terms()) {
            Product product = surroundings.product(term.value());
            double coefficient = term.negative() ? -product.coefficient() : product.coefficient();
            coefficients.merge(product.factors().stream().sorted().toList(), coefficient, Double::sum);
        }
        if (coefficients.size() == sum.terms().size()) {
            return Optional.empty();
        }
        List<Term> terms = new ArrayList<>();
        coefficients.forEach((factors, coefficient) -> {
            if (coefficient != 0) {
                Node rest = new Product(1, factors).build(surroundings);
                Node value = new Product(Math.abs(coefficient), List.of(rest)).build(surroundings);
                terms.add(new Term(coefficient < 0, value));
            }
        });
        return Optional.of(new Sum(terms).build(builder));
    }

    /** {@code a*c + b*c -> (a + b)*c} where every term has the factor c. */
    static Optional<Node> commonFactor(Node node, Surroundings surroundings) {
        if (!isSum(node)) {
            return Optional.empty();
        }
        Sum sum = surroundings.sum(node);
        List<Product> products = sum.terms().stream()
                .map(term -> surroundings.product(term.value()))
                .toList();
        Optional<Node> common = products.get(0).factors().stream()
                .filter(factor ->
                        products.stream().allMatch(product -> product.factors().contains(factor)))
                .findFirst();
        if (common.isEmpty() || products.size() < 2) {
            return Optional.empty();
        }
        GraphBuilder builder = surroundings.builder();
        List<Term> rest = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            Product product = products.get(i).without(common.get());
            Node value =
                    product.withCoefficient(Math.abs(product.coefficient())).build(surroundings);
            rest.add(new Term(sum.terms().get(i).negative() != product.coefficient() < 0, value));
        }
        return Optional.of(new Product(1, List.of(common.get(), new Sum(rest).build(builder))).build(surroundings));
    }

    private static boolean isSum(Node node) {
        return (node.is(Pointwise.ADD) || node.is(Pointwise.SUBTRACT)) && !node.uniform();
    }
}
