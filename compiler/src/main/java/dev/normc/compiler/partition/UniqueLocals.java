package dev.normc.compiler.partition;

import dev.normc.compiler.loop.Expression;
import dev.normc.compiler.loop.Expression.Local;
import dev.normc.compiler.loop.Rewriter;
import dev.normc.compiler.loop.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives each local of a kernel a name of its own; until then two blocks may use the same one. */
final class UniqueLocals extends Rewriter {

    private final Memory memory;
    private final Set<Local> known = new HashSet<>();
    private Map<Local, Local> scope = new HashMap<>();

    UniqueLocals(Memory memory) {
        this.memory = memory;
    }

    @Override
    protected Local declared(Local local) {
        Local own = known.add(local) ? local : memory.local(local);
        scope.put(local, own);
        return own;
    }

    @Override
    protected Expression read(Local local) {
        return scope.getOrDefault(local, local);
    }

    @Override
    protected List<Statement> body(List<Statement> statements) {
        Map<Local, Local> around = new HashMap<>(scope);
        List<Statement> result = super.body(statements);
        scope = around;
        return result;
    }
}
