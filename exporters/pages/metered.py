"""The sandbox of templates: Jinja2's own, in which also the work is bounded."""

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

_SPEND: Final = "spend units"  # no word of the language of templates
_WEIGH: Final = "weigh a value"
_MOST_TOKENS: Final = 20_000  # words and signs of a template, a hundred times what ours have; compiling takes 2 s
_COMPILING: Final = 1_000_000  # units for what Jinja2 evaluates when it compiles a template


class MeteredEnvironment(PageEnvironment):
    """Counts what templates do. A template whose `meter` runs out raises OverworkError."""

    intercepted_binops = frozenset(PageEnvironment.default_binop_table)

    def __init__(self, **options: Any) -> None:
        """Take the options of Jinja2. What chance decides is left out, since the same site gives the same bytes."""
        super().__init__(**options, finalize=self._show)
        self.meter = WorkMeter(0)
        self.globals["lipsum"] = self.filters["random"] = _refuse_chance
        parts: tuple[tuple[str, dict[str, Any]], ...] = (("", self.filters), ("is ", self.tests))
        for kind, functions in parts:
            functions.update({name: self._metered(kind + name, each) for name, each in functions.items()})
        self.filters[_SPEND] = self._spend
        self.filters[_WEIGH] = self._weigh

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        self._check_size(source, name, filename)
        tree = super()._parse(source, name, filename)
        return _WorkCounter(self).visit(tree)  # type: ignore[no-any-return]

    def _check_size(self, source: str, name: str | None, filename: str | None) -> None:
        """Raise TemplateSyntaxError where compiling would take long: it grows with the square."""
        tokens = self.lexer.tokeniter(source, name, filename)
        count = 0
        for line, kind, _ in tokens:
            count += kind not in ("data", "whitespace")
            if count > _MOST_TOKENS:
                message = f"more than {_MOST_TOKENS:,} words and signs in {{% … %}} and {{{{ … }}}}"
                raise TemplateSyntaxError(message, line, name, filename)

    def compile(self, *args: Any, **more: Any) -> Any:
        """Compile a template. What Jinja2 evaluates then is not the page's, since others use what was compiled."""
        before, self.meter = self.meter, WorkMeter(_COMPILING)
        try:
            return super().compile(*args, **more)
        finally:
            self.meter = before

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
        """Whether a template may use an attribute. Raises ValueError where it depends on the moment or the machine."""
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

    def _metered(self, name: str, function: Callable[..., Any]) -> Any:
        """A filter or a test that counts what it will do, and the elements that it yields later."""
        skipped = 1 if hasattr(function, "jinja_pass_arg") else 0  # a context comes first

        def metered(*args: Any, **kwargs: Any) -> Any:
            first, values = args[:skipped], list(args[skipped:])
            if values and isinstance(values[0], Iterator) and not costs.is_lazy(name):
                values[0] = list(values[0])
            arguments = [*values, *kwargs.values()]
            self.meter.spend(1 + costs.of_filter(self.meter, name, arguments))
            result = function(*first, *values, **kwargs)
            return self.meter.counted(result) if isinstance(result, Iterator) else result

        return update_wrapper(metered, function)

    @pass_context
    def _show(self, _context: Context, value: Any) -> Any:
        """A value that is about to be written. Raises ValueError where no page can hold it.

        Jinja2 makes text of a constant, and then asks, where that needs no context: too late to see a function in it.
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
    """Raise ValueError: a page that depends on chance is another one in each run."""
    message = "random and lipsum are not available: the same site gives the same pages"
    raise ValueError(message)


class _WorkCounter(NodeTransformer):
    """Makes each run through a body spend units, and each comparison, slice and `~` what its values weigh."""

    def __init__(self, environment: MeteredEnvironment) -> None:
        self._environment = environment

    def visit_body(self, node: Any) -> Any:
        """Whatever has a body that may run many times."""
        self.generic_visit(node)
        spending = nodes.ExprStmt(self._filter(nodes.Const(_units(node)), _SPEND, node.lineno), lineno=node.lineno)
        node.body.insert(0, spending.set_environment(self._environment))
        return node

    visit_Template = visit_Block = visit_Macro = visit_CallBlock = visit_body  # noqa: N815

    def visit_For(self, node: nodes.For) -> Any:  # noqa: N802
        """A loop may leave elements out, for which its body does not run."""
        self.visit_body(node)
        if node.test is not None:
            spending = self._filter(nodes.Const(1), _SPEND, node.lineno)
            node.test = nodes.And(spending, node.test, lineno=node.lineno).set_environment(self._environment)
        return node

    def visit_Compare(self, node: nodes.Compare) -> Any:  # noqa: N802
        """Comparing looks through both sides."""
        self.generic_visit(node)
        node.expr = self._weighed(node.expr)
        for operand in node.ops:
            operand.expr = self._weighed(operand.expr)
        return node

    def visit_Concat(self, node: nodes.Concat) -> Any:  # noqa: N802
        """`~` makes text of all."""
        self.generic_visit(node)
        node.nodes = [self._weighed(each) for each in node.nodes]
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> Any:  # noqa: N802
        """A slice is a copy; any other key is looked through, as those of a dictionary are."""
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            return self._weighed(node)
        node.arg = self._weighed(node.arg)
        return node

    def visit_Pair(self, node: nodes.Pair) -> Any:  # noqa: N802
        """A key and a value of a dictionary."""
        self.generic_visit(node)
        node.key = self._weighed(node.key)
        return node

    def _weighed(self, node: nodes.Expr) -> nodes.Expr:
        return node if isinstance(node, nodes.Const) else self._filter(node, _WEIGH, node.lineno)

    def _filter(self, node: nodes.Expr, name: str, line: int) -> nodes.Expr:
        made = nodes.Filter(node, name, [], [], None, None, lineno=line)
        made.set_lineno(line)
        made.set_environment(self._environment)
        return made


def _units(body: nodes.Node) -> int:
    """What one run through a body takes: a unit for some nodes, and for some characters of the template itself."""
    count = characters = 0
    for node in body.find_all(nodes.Node):
        count += 1
        if isinstance(node, nodes.TemplateData):
            characters += len(node.data)
    return 1 + count // 10 + characters // 50
