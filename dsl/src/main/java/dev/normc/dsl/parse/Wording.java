package dev.normc.dsl.parse;

import dev.normc.dsl.diagnostic.CallMessages;
import dev.normc.dsl.diagnostic.Diagnostic;
import dev.normc.dsl.diagnostic.DidYouMean;
import dev.normc.dsl.diagnostic.Messages;
import dev.normc.dsl.grammar.NormParser;
import dev.normc.dsl.grammar.NormParser.ConditionalContext;
import dev.normc.dsl.grammar.NormParser.IteratedContext;
import dev.normc.dsl.grammar.NormParser.RunningContext;
import dev.normc.dsl.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Says what is wrong with a statement that the parser could not read. The parser knows which token it stumbled over and
 * in which rule; what people call the mistake follows from the tokens around it. The cases are tried in order, the
 * special ones first.
 */
final class Wording {

    private static final List<String> STARTERS =
            List.of("param", "const", "data", "state", "axis", "update", "def", "backward", "return");

    private static final Set<Integer> DECLARATIONS =
            Set.of(NormParser.PARAM, NormParser.CONST, NormParser.DATA, NormParser.STATE, NormParser.AXIS);

    private final List<Token> statement;
    private final int position;
    private final Optional<RuleContext> rule;
    private final Token first;
    private final Token found;

    /** The tokens of the statement with its END, the position of the one that does not fit, the rule it was met in. */
    Wording(List<Token> statement, int position, Optional<RuleContext> rule) {
        this.statement = statement;
        this.position = Math.min(position, statement.size() - 1);
        this.rule = rule;
        this.first = statement.get(0);
        this.found = statement.get(this.position);
    }

    Diagnostic diagnostic() {
        Stream<Supplier<Optional<Diagnostic>>> cases = Stream.of(
                this::reservedWord,
                this::definition,
                this::block,
                this::beginning,
                this::declaration,
                this::secondStatement,
                this::brackets,
                this::conditional,
                this::running,
                this::iterated,
                this::where,
                this::equals,
                this::missingExpression,
                this::missingOperator);
        return cases.map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Messages.unexpectedToken(place(), Tokens.describe(found)));
    }

    /** {@code param if = 1}, {@code then = 2}. */
    private Optional<Diagnostic> reservedWord() {
        boolean asName = position == 0 || (position == 1 && isDeclaration());
        boolean named = Tokens.isReserved(found) && Tokens.is(next(), NormParser.ASSIGN);
        boolean returns = Tokens.is(first, NormParser.RETURN) && position == 1 && Tokens.is(found, NormParser.ASSIGN);
        if (returns) {
            return Optional.of(Messages.reservedWord(Tokens.span(first), first.getText()));
        }
        return asName && named ? Optional.of(Messages.reservedWord(place(), found.getText())) : Optional.empty();
    }

    /** {@code parm gamma[D] = 1}, {@code mu[D] = x}, {@code sqrt(x)}, {@code 3 = x}. */
    private Optional<Diagnostic> beginning() {
        if (position == 0) {
            return Optional.of(Messages.notAStatement(place(), Tokens.describe(found), Optional.empty()));
        }
        if (position != 1 || !Tokens.isWord(first) || isDeclaration() || Tokens.is(first, NormParser.UPDATE)) {
            return Optional.empty();
        }
        if (Tokens.is(first, NormParser.DEF) || Tokens.is(first, NormParser.BACKWARD)) {
            return Optional.of(Messages.missingName(place(), Tokens.describe(found)));
        }
        if (Tokens.is(found, NormParser.LEFT_BRACKET) && assignedBehindBrackets()) {
            return Optional.of(Messages.axesOnValue(place(), first.getText()));
        }
        Optional<String> meant =
                Tokens.isWord(found) ? DidYouMean.nearest(first.getText(), STARTERS) : Optional.empty();
        return Optional.of(Messages.notAStatement(Tokens.span(first), Tokens.describe(first), meant));
    }

    private boolean assignedBehindBrackets() {
        int close = position;
        while (!Tokens.is(statement.get(close), NormParser.RIGHT_BRACKET)) {
            close++;
        }
        return Tokens.is(statement.get(close + 1), NormParser.ASSIGN);
    }

    /** {@code def f = x}, {@code def f(2) = x}: the head of a definition, up to its equals sign. */
    private Optional<Diagnostic> definition() {
        boolean head = Tokens.is(first, NormParser.DEF) && position > 0 && openBracketBeforeEquals();
        return head && Tokens.isWord(statement.get(1))
                ? Optional.of(CallMessages.malformedDefinition(place(), Tokens.describe(found)))
                : Optional.empty();
    }

    private boolean openBracketBeforeEquals() {
        int depth = 0;
        for (int i = 0; i < position; i++) {
            depth += Tokens.opens(statement.get(i)) ? 1 : Tokens.closes(statement.get(i)) ? -1 : 0;
            if (depth == 0 && Tokens.is(statement.get(i), NormParser.ASSIGN)) {
                return false;
            }
        }
        return true;
    }

    /** {@code backward z}, {@code backward z = x}. */
    private Optional<Diagnostic> block() {
        boolean named = Tokens.is(first, NormParser.BACKWARD) && Tokens.isWord(statement.get(1));
        return named && position == 2
                ? Optional.of(CallMessages.malformedBackward(
                        place(), Tokens.describe(found), statement.get(1).getText()))
                : Optional.empty();
    }

    /** {@code param 3}, {@code const w[D] = 1}, {@code param gamma[D]}, {@code update s + 1}. */
    private Optional<Diagnostic> declaration() {
        boolean update = Tokens.is(first, NormParser.UPDATE);
        if (!(isDeclaration() || update) || assigned()) {
            return Optional.empty();
        }
        if (position == 1) {
            return Optional.of(Messages.missingName(place(), Tokens.describe(found)));
        }
        if (Tokens.is(first, NormParser.CONST) && Tokens.is(found, NormParser.LEFT_BRACKET)) {
            return Optional.of(Messages.constWithAxes(place()));
        }
        if (openBracket().isPresent()) {
            return Optional.empty();
        }
        return Tokens.is(found, NormParser.END) && !update
                ? Optional.of(
                        Tokens.is(first, NormParser.AXIS)
                                ? Messages.missingSize(span(0, position))
                                : Messages.missingInitial(span(0, position), first.getText()))
                : Optional.of(Messages.missingAssignment(place()));
    }

    /** {@code a = b c = d}. */
    private Optional<Diagnostic> secondStatement() {
        boolean begins = Tokens.is(found, NormParser.RETURN)
                || (Tokens.isWord(found) && Tokens.is(next(), NormParser.ASSIGN))
                || (Tokens.isStarter(found) && Tokens.isWord(next()));
        return begins && Tokens.endsOperand(previous()) && openBracket().isEmpty()
                ? Optional.of(Messages.missingSeparator(place()))
                : Optional.empty();
    }

    /** {@code mean[](x)}, {@code mean[N D](x)}, {@code x[D] + 1}. */
    private Optional<Diagnostic> brackets() {
        Optional<Integer> open =
                openBracket().filter(index -> Tokens.is(statement.get(index), NormParser.LEFT_BRACKET));
        boolean axes = open.isPresent() && !takesNumber(statement.get(open.get() - 1));
        if (axes && (position == open.get() + 1 || Tokens.is(previous(), NormParser.COMMA))) {
            return Optional.of(Messages.missingAxis(place(), Tokens.describe(found)));
        }
        if (axes && Tokens.isWord(found) && Tokens.isWord(previous())) {
            return Optional.of(Messages.missingComma(place()));
        }
        boolean listed = Tokens.is(previous(), NormParser.RIGHT_BRACKET) && assignedOrReturned();
        return listed
                ? Optional.of(Messages.bracketsOnValue(span(opening(position - 1) - 1, position)))
                : Optional.empty();
    }

    /** Whether no axes stand in the brackets behind the word. */
    private static boolean takesNumber(Token word) {
        return Tokens.is(word, NormParser.RUNNING) || Tokens.is(word, NormParser.ITERATE);
    }

    /** {@code if a else b}, {@code if a then b}. */
    private Optional<Diagnostic> conditional() {
        if (!(rule.orElse(null) instanceof ConditionalContext conditional) || !Tokens.endsOperand(previous())) {
            return Optional.empty();
        }
        Span word = Tokens.span(conditional.getStart());
        if (conditional.THEN() == null && !follows(NormParser.THEN)) {
            return Optional.of(Messages.missingThen(word));
        }
        return conditional.THEN() != null && !follows(NormParser.ELSE)
                ? Optional.of(Messages.missingElse(word))
                : Optional.empty();
    }

    /** {@code running(x)}, {@code running[a](s, 1)}. */
    private Optional<Diagnostic> running() {
        boolean called = Tokens.is(previous(), NormParser.RUNNING) && Tokens.is(found, NormParser.LEFT_PARENTHESIS);
        boolean inside = rule.orElse(null) instanceof RunningContext;
        return called || inside ? Optional.of(Messages.malformedRunning(place())) : Optional.empty();
    }

    /** {@code iterate(step(x))}, {@code iterate[5](step(x), 2)}. */
    private Optional<Diagnostic> iterated() {
        boolean called = Tokens.is(previous(), NormParser.ITERATE) && Tokens.is(found, NormParser.LEFT_PARENTHESIS);
        boolean inside = rule.orElse(null) instanceof IteratedContext;
        return called || inside ? Optional.of(Messages.malformedIteration(place())) : Optional.empty();
    }

    private Optional<Diagnostic> where() {
        return Tokens.is(found, NormParser.WHERE) && Tokens.endsOperand(previous())
                ? Optional.of(Messages.whereOutsideReduction(place()))
                : Optional.empty();
    }

    /** {@code a = b = c}, {@code if a = b then ...}. */
    private Optional<Diagnostic> equals() {
        return Tokens.is(found, NormParser.ASSIGN) && Tokens.endsOperand(previous())
                ? Optional.of(Messages.singleEquals(place()))
                : Optional.empty();
    }

    /** {@code a = b + }, {@code a = (}, {@code a = * b}. */
    private Optional<Diagnostic> missingExpression() {
        return Tokens.endsOperand(previous())
                ? Optional.empty()
                : Optional.of(Messages.missingExpression(place(), Tokens.describe(found)));
    }

    /** {@code a = 2 x}. */
    private Optional<Diagnostic> missingOperator() {
        return Tokens.beginsOperand(found) ? Optional.of(Messages.missingOperator(place())) : Optional.empty();
    }

    private boolean isDeclaration() {
        return DECLARATIONS.contains(first.getType());
    }

    private boolean assigned() {
        return statement.subList(0, position).stream().anyMatch(token -> Tokens.is(token, NormParser.ASSIGN));
    }

    private boolean assignedOrReturned() {
        return assigned() || Tokens.is(first, NormParser.RETURN);
    }

    private boolean follows(int type) {
        return statement.subList(position, statement.size()).stream().anyMatch(token -> Tokens.is(token, type));
    }

    private Token previous() {
        return statement.get(Math.max(0, position - 1));
    }

    private Token next() {
        return statement.get(Math.min(position + 1, statement.size() - 1));
    }

    /** The index of the innermost bracket that is open at the position. */
    private Optional<Integer> openBracket() {
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < position; i++) {
            if (Tokens.opens(statement.get(i))) {
                open.push(i);
            } else if (Tokens.closes(statement.get(i))) {
                open.pop();
            }
        }
        return Optional.ofNullable(open.peek());
    }

    /** The index of the bracket that the one at {@code closing} closes. */
    private int opening(int closing) {
        int depth = 0;
        int index = closing;
        do {
            Token token = statement.get(index);
            depth += Tokens.closes(token) ? 1 : Tokens.opens(token) ? -1 : 0;
            index--;
        } while (depth > 0);
        return index + 1;
    }

    /** The place to show: the token, or nothing behind the last one where the statement ends too early. */
    private Span place() {
        return Tokens.span(found);
    }

    private Span span(int from, int to) {
        return Tokens.span(statement.get(from)).to(Tokens.span(statement.get(to - 1)));
    }
}
