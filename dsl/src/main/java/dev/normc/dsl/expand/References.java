package dev.normc.dsl.expand;

import dev.normc.dsl.ast.Expression;
import dev.normc.dsl.ast.Expression.Application;
import dev.normc.dsl.ast.Expression.Binary;
import dev.normc.dsl.ast.Expression.Call;
import dev.normc.dsl.ast.Expression.Conditional;
import dev.normc.dsl.ast.Expression.Iterated;
import dev.normc.dsl.ast.Expression.NamedArgument;
import dev.normc.dsl.ast.Expression.Reduction;
import dev.normc.dsl.ast.Expression.Reference;
import dev.normc.dsl.ast.Expression.Running;
import dev.normc.dsl.ast.Expression.Unary;
import dev.normc.dsl.ast.Name;
import dev.normc.dsl.ast.Statement;
import dev.normc.dsl.ast.Statement.AxisSize;
import dev.normc.dsl.ast.Statement.Backward;
import dev.normc.dsl.ast.Statement.Const;
import dev.normc.dsl.ast.Statement.Data;
import dev.normc.dsl.ast.Statement.Define;
import dev.normc.dsl.ast.Statement.Gradient;
import dev.normc.dsl.ast.Statement.Let;
import dev.normc.dsl.ast.Statement.Output;
import dev.normc.dsl.ast.Statement.Param;
import dev.normc.dsl.ast.Statement.Return;
import dev.normc.dsl.ast.Statement.State;
import dev.normc.dsl.ast.Statement.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an expression is made of, and the expressions of a statement. */
public final class References {

    private References() {}

    /** The expressions that a statement holds; those of a block are the block's. */
    public static List<Expression> of(Statement statement) {
        if (statement instanceof Param param) {
            return List.of(param.initial());
        } else if (statement instanceof Const constant) {
            return List.of(constant.value());
        } else if (statement instanceof Data data) {
            return data.standIn().stream().toList();
        } else if (statement instanceof State state) {
            return List.of(state.initial());
        } else if (statement instanceof Let let) {
            return List.of(let.value());
        } else if (statement instanceof Update update) {
            return List.of(update.value());
        } else if (statement instanceof Define define) {
            return List.of(define.definition().body());
        } else if (statement instanceof Gradient gradient) {
            return List.of(gradient.value());
        } else if (statement instanceof Backward block) {
            return block.body().stream().flatMap(inner -> of(inner).stream()).toList();
        } else if (statement instanceof AxisSize size) {
            return List.of(size.size());
        }
        return ((Return) statement).outputs().stream().map(Output::value).toList();
    }

    /** How often {@code name} is read. */
    static long count(Expression expression, String name) {
        return all(expression).stream()
                .filter(part -> part instanceof Reference reference
                        && reference.name().text().equals(name))
                .count();
    }

    /** The names of the values that are read; a function may have the name of a value. */
    public static Set<String> read(Expression expression) {
        Set<String> names = new LinkedHashSet<>();
        for (Expression part : all(expression)) {
            if (part instanceof Reference reference) {
                names.add(reference.name().text());
            }
        }
        return names;
    }

    /** The names of what is called. */
    public static Set<String> called(Expression expression) {
        Set<String> names = new LinkedHashSet<>();
        all(expression).forEach(part -> callee(part).ifPresent(name -> names.add(name.text())));
        return names;
    }

    /** Where {@code name} is called in the expression, if it is. */
    static Optional<Name> callOf(Expression expression, String name) {
        return all(expression).stream()
                .flatMap(part -> callee(part).stream())
                .filter(callee -> callee.text().equals(name))
                .findFirst();
    }

    /** What the expression itself calls, if it is a call. */
    public static Optional<Name> callee(Expression expression) {
        if (expression instanceof Call call) {
            return Optional.of(call.function());
        } else if (expression instanceof Reduction reduction) {
            return Optional.of(reduction.kind());
        } else if (expression instanceof Application application) {
            return Optional.of(application.callee());
        }
        return Optional.empty();
    }

    /** The expression and all in it. */
    public static List<Expression> all(Expression root) {
        List<Expression> all = new ArrayList<>(List.of(root));
        for (int i = 0; i < all.size(); i++) {
            all.addAll(parts(all.get(i)));
        }
        return all;
    }

    /** Whether there are more than {@code limit} parts in it. */
    static boolean isLarger(Expression root, int limit) {
        Deque<Expression> pending = new ArrayDeque<>(List.of(root));
        int size = 0;
        while (!pending.isEmpty() && size <= limit) {
            size++;
            pending.addAll(parts(pending.remove()));
        }
        return size > limit;
    }

    /** How deep the expression nests; a chain of one operator counts once. */
    static int depth(Expression expression) {
        if (expression instanceof Binary binary) {
            List<Binary> links = binary.leftSpine();
            int depth = depth(links.get(0).left());
            for (Binary link : links) {
                depth = Math.max(depth, depth(link.right()));
            }
            return depth + 1;
        }
        int depth = 0;
        for (Expression part : parts(expression)) {
            depth = Math.max(depth, depth(part));
        }
        return depth + 1;
    }

    private static List<Expression> parts(Expression expression) {
        if (expression instanceof Unary unary) {
            return List.of(unary.operand());
        } else if (expression instanceof Binary binary) {
            return List.of(binary.left(), binary.right());
        } else if (expression instanceof Conditional conditional) {
            return List.of(conditional.condition(), conditional.consequence(), conditional.alternative());
        } else if (expression instanceof Call call) {
            return call.arguments();
        } else if (expression instanceof Reduction reduction) {
            List<Expression> parts = new ArrayList<>(List.of(reduction.value()));
            reduction.where().ifPresent(parts::add);
            return parts;
        } else if (expression instanceof Running running) {
            return List.of(running.decay(), running.statistic(), running.initial());
        } else if (expression instanceof Iterated iterated) {
            return List.of(iterated.count(), iterated.step());
        } else if (expression instanceof Application application) {
            List<Expression> parts = new ArrayList<>(application.values());
            application.named().stream().map(NamedArgument::value).forEach(parts::add);
            return parts;
        }
        return List.of();
    }
}
