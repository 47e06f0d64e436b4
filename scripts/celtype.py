"""What a cell of a pandas table holds, for the type checker: not known to it, whichever way the cell is read.

The stubs of pandas say ``Any`` for ``tabel["naam"].iat[0]``, but a union of twenty kinds (dates and complex
numbers among them) for the same cell as ``rij.naam`` or ``tabel.at[0, "naam"]``, and ``Hashable`` for a label
of an index. What stands in a column is checked where a table is read (`lib.grond.tabel`, pandera); here all
three become ``Any``, so that the checker looks at what is done with tables, not at what could be in them.
"""

from collections.abc import Callable

from mypy.plugin import AttributeContext, MethodContext, Plugin
from mypy.type_visitor import TypeTranslator
from mypy.types import AnyType, Instance, Type, TypeAliasType, TypeOfAny, UnionType, get_proper_type

RIJ = "PandasNamedTuple"  # its module differs between versions of the stubs
LABEL = "typing.Hashable"
CEL = {
    "builtins.str",
    "builtins.complex",
    "datetime.timedelta",
}  # only the stubs' own union holds all of these


class _Cellen(TypeTranslator):
    """Replaces the union of all kinds of cells, a row and a label by ``Any``, wherever they stand."""

    def visit_instance(self, t: Instance, /) -> Type:
        if t.type.name == RIJ or t.type.fullname == LABEL:
            return AnyType(TypeOfAny.explicit)
        return super().visit_instance(t)

    def visit_union_type(self, t: UnionType, /) -> Type:
        namen = {d.type.fullname for d in map(get_proper_type, t.relevant_items()) if isinstance(d, Instance)}
        return AnyType(TypeOfAny.explicit) if namen >= CEL else super().visit_union_type(t)

    def visit_type_alias_type(self, t: TypeAliasType, /) -> Type:
        return get_proper_type(t).accept(self)


def _uitkomst(ctx: MethodContext) -> Type:
    return get_proper_type(ctx.default_return_type).accept(_Cellen())


def _eigenschap(ctx: AttributeContext) -> Type:
    return get_proper_type(ctx.default_attr_type).accept(_Cellen())


def _van_pandas(fullname: str) -> bool:
    return fullname.startswith(("pandas.", "geopandas."))


class Celtype(Plugin):
    """Looks at what methods and attributes of pandas and geopandas give."""

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Return the translation for a method of pandas, None for any other."""
        return _uitkomst if _van_pandas(fullname) else None

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Return the translation for an attribute of pandas, None for any other."""
        return _eigenschap if _van_pandas(fullname) else None


def plugin(version: str) -> type[Plugin]:
    """Return the plugin; mypy calls this with its own version."""
    return Celtype
