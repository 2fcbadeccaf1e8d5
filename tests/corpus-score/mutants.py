"""Small faults put into Python source one at a time: what a hurried author of a verifier gets wrong.

For example `if size < limit:` becomes `if size <= limit:`, and in another mutant what the `if` guards is left out.
"""

import ast
import collections
import dataclasses
import fnmatch
import itertools
import re

FLIPS = {
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
}
OPERATIONS = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.FloorDiv: ast.Mult}
TWINS = {"all": "any", "any": "all", "min": "max", "max": "min"}
# What is blocked, counted or printed is not part of a verdict, its ids and its culprits.
SILENT = {"block", "block_group", "count", "print"}
CACHE = re.compile(r"functools\.(lru_)?cache\b")


@dataclasses.dataclass(frozen=True)
class Mutant:
    """One fault: in which function and statement it is, what stood there, and what stands there now."""

    module: str
    function: str
    statement: str
    before: str
    after: str
    nth: int  # of several that read the same, from 1
    node: int  # the place of the changed node in `places`
    variant: int  # which of its faults
    ran: int  # the place of the statement without which the fault does not show

    def __str__(self):
        where = "" if self.statement == self.before else f" in `{self.statement}`"
        nth = f" ({self.nth})" if self.nth > 1 else ""
        return f"{self.module}.{self.function}: `{self.before}` => `{self.after}`{where}{nth}"


def mutants(module, source, left_out):
    """All mutants of a module, but those whose `module.function`, or whole description, matches one of the patterns."""
    seen = collections.Counter()
    for number, (node, function, statement, ran) in enumerate(places(ast.parse(source))):
        if matches(f"{module}.{function}", left_out):
            continue
        for variant, (before, after, _) in enumerate(faults(node)):
            read = function, short(statement), short(before), short(after)
            seen[read] += 1
            mutant = Mutant(module, *read, seen[read], number, variant, ran)
            if not matches(str(mutant), left_out):
                yield mutant


def matches(name, patterns):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def mutated(source, mutant):
    """The code of the module with the one fault."""
    tree = ast.parse(source)
    node = next(itertools.islice(places(tree), mutant.node, None))[0]
    _, _, apply = list(faults(node))[mutant.variant]
    apply()
    ast.fix_missing_locations(tree)
    return compile(tree, f"<{mutant.module}>", "exec")


def places(tree):
    """Every node, depth first, with the dotted name of the function around it, and the first line and the place of its statement."""
    numbers = itertools.count()

    def walk(node, function, statement, ran):
        number = next(numbers)
        if isinstance(node, ast.stmt):
            statement, ran = head(ast.unparse(node)), number
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            function = f"{function}.{node.name}" if function else node.name
        yield node, function, statement, ran
        for child in ast.iter_child_nodes(node):
            if not says_nothing(child):
                yield from walk(child, function, statement, ran)

    yield from walk(tree, "", "", 0)


def traced(module, source):
    """The code of the module, which calls `__ran__(module, place)` before every statement; for a function, whenever it begins.

    It keeps no results from one case for the next: what a case runs does not depend on the cases before it.
    """
    tree = ast.parse(source)
    numbers = {node: number for number, (node, _, _, _) in enumerate(places(tree))}

    def marker(node):
        return ast.parse(f"__ran__({module!r}, {numbers[node]})").body[0]

    def marked(statement):
        return statement in numbers and not isinstance(statement, ast.FunctionDef)

    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                setattr(node, field, [new for item in block for new in ([marker(item), item] if marked(item) else [item])])
        if isinstance(node, ast.FunctionDef):
            node.body.insert(0, marker(node))
            node.decorator_list = [item for item in node.decorator_list if not CACHE.match(ast.unparse(item))]
    return compile(ast.fix_missing_locations(tree), f"<{module}>", "exec")


def says_nothing(node):
    """Whether no fault in it can show: a call that blocks or prints, or `strict=` of lists that have one length anyway."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call) and called(node.value) in SILENT
    return isinstance(node, ast.keyword) and node.arg == "strict"


def called(call):
    """The last part of the name of the function that is called."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def short(text):
    text = " ".join(text.split())
    return text if len(text) <= 100 else text[:97] + "..."


def faults(node):
    """Triples: what stands there, what stands there then, and what makes the change in the tree."""
    maker = FAULTS.get(type(node))
    if maker:
        yield from maker(node)
    for field in ("body", "orelse", "finalbody"):
        block = getattr(node, field, None)
        if isinstance(block, list) and not isinstance(node, ast.Module | ast.ClassDef):
            yield from deletions(block)


def change(node, field, value):
    """The triple for a field of a node that gets another value."""
    before = ast.unparse(node)
    old = getattr(node, field)
    setattr(node, field, value)
    after = ast.unparse(ast.fix_missing_locations(node))
    setattr(node, field, old)
    return head(before), head(after), lambda: setattr(node, field, value)


def head(text):
    """Of a compound statement the first line."""
    return text.split("\n")[0]


def comparisons(node):
    for place, operator in enumerate(node.ops):
        for flipped in FLIPS[type(operator)]:
            yield change(node, "ops", [*node.ops[:place], flipped(), *node.ops[place + 1 :]])


def connections(node):
    yield change(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    for place in range(len(node.values)):
        rest = node.values[:place] + node.values[place + 1 :]
        yield change(node, "values", rest if len(rest) > 1 else [*rest, ast.Constant(isinstance(node.op, ast.And))])


def constants(node):
    if isinstance(node.value, bool):
        yield change(node, "value", not node.value)
    elif isinstance(node.value, int):
        yield change(node, "value", node.value + 1)
        if node.value > 0:
            yield change(node, "value", node.value - 1)


def operations(node):
    texts = any(isinstance(side, ast.JoinedStr | ast.List) or isinstance(getattr(side, "value", None), str | bytes)
                for side in (node.left, node.right))  # fmt: skip
    if type(node.op) in OPERATIONS and not texts:
        yield change(node, "op", OPERATIONS[type(node.op)]())


def negations(node):
    if isinstance(node.op, ast.Not):
        yield change(node, "operand", ast.UnaryOp(ast.Not(), node.operand))


def choices(node):
    yield change(node, "test", ast.Constant(False))
    if not isinstance(node, ast.While):
        yield change(node, "test", ast.Constant(True))


def calls(node):
    if isinstance(node.func, ast.Name) and node.func.id in TWINS:
        yield change(node, "func", ast.Name(TWINS[node.func.id], ast.Load()))


def elements(node):
    """A list of constants, such as ids, without one of them."""
    loaded = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
    if loaded and len(node.elts) > 1 and any(isinstance(item, ast.Constant) for item in node.elts):
        for place in range(len(node.elts)):
            yield change(node, "elts", node.elts[:place] + node.elts[place + 1 :])


def pairs(node):
    """A dictionary without one of its entries."""
    for place in range(len(node.keys) if len(node.keys) > 1 else 0):
        keys, values = list(node.keys), list(node.values)
        del keys[place], values[place]
        before = ast.unparse(node)
        shown = "..." if node.keys[place] is None else ast.unparse(node.keys[place])

        def apply(keys=keys, values=values):
            node.keys, node.values = keys, values

        yield before, f"without {shown}", apply


def filters(node):
    for place in range(len(node.ifs)):
        yield change(node, "ifs", node.ifs[:place] + node.ifs[place + 1 :])


FAULTS = {
    ast.Compare: comparisons,
    ast.BoolOp: connections,
    ast.Constant: constants,
    ast.BinOp: operations,
    ast.UnaryOp: negations,
    ast.If: choices,
    ast.IfExp: choices,
    ast.While: choices,
    ast.Call: calls,
    ast.Tuple: elements,
    ast.List: elements,
    ast.Set: elements,
    ast.Dict: pairs,
    ast.comprehension: filters,
}


def deletions(block):
    """A block without one of its statements, where it can run without it."""
    for place, statement in enumerate(block):
        if not may_be_left_out(statement):
            continue

        def apply(place=place):
            block[place] = ast.Pass()

        yield head(ast.unparse(statement)), "left out", apply


def may_be_left_out(statement):
    if isinstance(statement, ast.Expr):
        value = statement.value
        if isinstance(value, ast.Call):
            return called(value) not in SILENT
        return isinstance(value, ast.Yield | ast.YieldFrom)
    if isinstance(statement, ast.Assign):
        return all(isinstance(target, ast.Attribute | ast.Subscript) for target in statement.targets)
    return isinstance(statement, ast.AugAssign | ast.Raise | ast.Continue | ast.Break)
