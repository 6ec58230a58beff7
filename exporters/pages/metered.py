"""The sandbox of templates with a limit of work."""

from collections.abc import Callable, Iterator
from functools import update_wrapper
from types import BuiltinMethodType, MethodType
from typing import Any, Final

from jinja2 import TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from exporters.pages import costs, local
from exporters.pages.environment import PageEnvironment, encodable
from exporters.pages.meter import WorkMeter, elements

_SPEND: Final = "spend units"  # a name that templates can't write
_WEIGH: Final = "weigh a value"
_MOST_TOKENS: Final = 20_000  # tokens of a template, a hundred times what ours have; compiling takes 2 s
_COMPILING: Final = 1_000_000  # units for constants that Jinja2 evaluates while compiling


class MeteredEnvironment(PageEnvironment):
    """Counts the work of templates. A template that exceeds `meter` raises WorkLimitError."""

    intercepted_binops = frozenset(PageEnvironment.default_binop_table)

    def __init__(self, **options: Any) -> None:
        """Take the options of Jinja2, without `random` and `lipsum`, since the same site gives the same bytes."""
        super().__init__(**options, finalize=self._show)
        self.meter = WorkMeter(0)
        self.globals["lipsum"] = self.filters["random"] = _refuse_chance
        parts: tuple[tuple[str, dict[str, Any]], ...] = (("", self.filters), ("is ", self.tests))
        for kind, functions in parts:
            functions.update({name: self._wrap(kind + name, each) for name, each in functions.items()})
        self.filters[_SPEND] = self._spend
        self.filters[_WEIGH] = self._weigh

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self._check_size(source, name, filename)
        tree = super()._parse(source, name, filename)
        return _WorkCounter(self).visit(tree)  # type: ignore[no-any-return]

    def _check_size(self, source: str, name: str | None, filename: str | None) -> None:
        """Raise TemplateSyntaxError for a template that takes too long to compile: the time grows with the square."""
        if len(source) <= _MOST_TOKENS:  # counting takes 4 ms for ours
            return
        tokens = self.lexer.tokeniter(source, name, filename)
        count = 0
        for line, kind, _ in tokens:
            count += kind not in ("data", "whitespace")
            if count > _MOST_TOKENS:
                message = f"more than {_MOST_TOKENS:,} words and signs in {{% … %}} and {{{{ … }}}}"
                raise TemplateSyntaxError(message, line, name, filename)

    def compile(self, *args: Any, **options: Any) -> Any:
        """Compile a template. Constants evaluated meanwhile do not count for the page: pages share the code."""
        page_meter, self.meter = self.meter, WorkMeter(_COMPILING)
        try:
            return super().compile(*args, **options)
        finally:
            self.meter = page_meter

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro, a method or a function."""
        arguments = [*args, *kwargs.values()]
        method = getattr(obj, "__wrapped__", obj)  # `str.format` comes wrapped by the sandbox
        if isinstance(method, (BuiltinMethodType, MethodType)) and method.__self__ is not None:
            local.check_call(method.__name__, [method.__self__, *arguments])
            units = costs.of_method(self.meter, method.__name__, [method.__self__, *arguments])
        else:
            units = sum(map(elements, arguments)) // 10
        self.meter.spend(1 + units)
        return super().call(context, obj, *args, **kwargs)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use an attribute. Raises ValueError if it depends on the clock or the machine."""
        local.check_attribute(obj, attr)
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate with two values."""
        self.meter.spend(1 + costs.of_operator(self.meter, operator, left, right))
        return super().call_binop(context, operator, left, right)

    def get_template(self, *args: Any, **kwargs: Any) -> Any:
        """Find a template that is included, extended or imported."""
        self.meter.spend(1)
        return super().get_template(*args, **kwargs)

    def _wrap(self, name: str, function: Callable[..., Any]) -> Any:
        """Wrap a filter or test: count its cost, and the elements that it yields later."""
        context_count = 1 if hasattr(function, "jinja_pass_arg") else 0  # a context comes first

        def metered(*args: Any, **kwargs: Any) -> Any:
            first, values = args[:context_count], list(args[context_count:])
            if values and isinstance(values[0], Iterator) and not costs.is_lazy(name):
                values[0] = list(values[0])
            arguments = [*values, *kwargs.values()]
            self.meter.spend(1 + costs.of_filter(self.meter, name, arguments))
            result = function(*first, *values, **kwargs)
            return self.meter.count_items(result) if isinstance(result, Iterator) else result

        return update_wrapper(metered, function)

    @pass_context
    def _show(self, _context: Context, value: Any) -> Any:
        """Return a value to write. Raises ValueError if no page can hold it.

        Jinja2 would turn a constant into text before `finalize` without context: too late to see a function in it.
        """
        self.meter.spend(1 + self.meter.weigh(value) // 50)
        return encodable(value)

    @pass_context
    def _spend(self, _context: Context, units: int) -> bool:
        self.meter.spend(max(1, units))  # `map` calls any filter by its name, with any value
        return True

    @pass_context
    def _weigh(self, _context: Context, value: Any) -> Any:
        self.meter.spend(self.meter.weigh(value) // 50)
        return value


def _refuse_chance(*_: Any, **__: Any) -> Any:
    """Raise ValueError: a page with random content differs from run to run."""
    message = "random and lipsum are not available: the same site gives the same pages"
    raise ValueError(message)


class _WorkCounter(NodeTransformer):
    """Makes each run of a body spend units, and each comparison, slice and `~` the weight of its values."""

    def __init__(self, environment: MeteredEnvironment) -> None:
        self._environment = environment

    def visit_body(self, node: Any) -> Any:
        """Add the cost of one run to a body."""
        self.generic_visit(node)
        spending = nodes.ExprStmt(self._filter(nodes.Const(_units(node)), _SPEND, node.lineno), lineno=node.lineno)
        node.body.insert(0, spending.set_environment(self._environment))
        return node

    visit_Template = visit_Block = visit_Macro = visit_CallBlock = visit_body  # noqa: N815

    def visit_For(self, node: nodes.For) -> Any:  # noqa: N802
        """Add a unit for each element that the test of a loop leaves out."""
        self.visit_body(node)
        if node.test is not None:
            spending = self._filter(nodes.Const(1), _SPEND, node.lineno)
            node.test = nodes.And(spending, node.test, lineno=node.lineno).set_environment(self._environment)
        return node

    def visit_Compare(self, node: nodes.Compare) -> Any:  # noqa: N802
        """Weigh both sides of a comparison."""
        self.generic_visit(node)
        node.expr = self._add_weighing(node.expr)
        for operand in node.ops:
            operand.expr = self._add_weighing(operand.expr)
        return node

    def visit_Concat(self, node: nodes.Concat) -> Any:  # noqa: N802
        """Weigh all operands of `~`."""
        self.generic_visit(node)
        node.nodes = [self._add_weighing(each) for each in node.nodes]
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> Any:  # noqa: N802
        """Weigh a slice, which copies, and any other key, whose hash reads all of it."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            return self._add_weighing(node)
        node.arg = self._add_weighing(node.arg)
        return node

    def visit_Pair(self, node: nodes.Pair) -> Any:  # noqa: N802
        """Weigh a key of a dictionary."""
        self.generic_visit(node)
        node.key = self._add_weighing(node.key)
        return node

    def _add_weighing(self, node: nodes.Expr) -> nodes.Expr:
        return node if isinstance(node, nodes.Const) else self._filter(node, _WEIGH, node.lineno)

    def _filter(self, node: nodes.Expr, name: str, line: int) -> nodes.Expr:
        node_filter = nodes.Filter(node, name, [], [], None, None, lineno=line)
        node_filter.set_lineno(line)
        node_filter.set_environment(self._environment)
        return node_filter


def _units(body: nodes.Node) -> int:
    """Return the cost of one run of a body: by nodes, and by characters of template text."""
    count = characters = 0
    for node in body.find_all(nodes.Node):
        count += 1
        if isinstance(node, nodes.TemplateData):
            characters += len(node.data)
    return 1 + count // 10 + characters // 50
