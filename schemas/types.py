"""The column types of the tables, each an Arrow type that Pandera reads off an annotation."""

from typing import Annotated

import pandas as pd
import pyarrow as pa

SPAN = pa.struct([pa.field("start", pa.int64()), pa.field("end", pa.int64())])
ALTERATION = pa.struct(
    [pa.field("start", pa.int64()), pa.field("end", pa.int64()), pa.field("reason", pa.string())]
)
SIGNATORY = pa.struct(
    [pa.field("name", pa.string()), pa.field("role", pa.string()), pa.field("organisation", pa.string())]
)

# A bare Arrow type in an annotation resolves to the wrong Pandera type: it has to ride on pd.ArrowDtype.
Text = Annotated[pd.ArrowDtype, pa.string()]
Integer = Annotated[pd.ArrowDtype, pa.int64()]
Flag = Annotated[pd.ArrowDtype, pa.bool_()]
Date = Annotated[pd.ArrowDtype, pa.date32()]
Moment = Annotated[pd.ArrowDtype, pa.timestamp("s")]
Money = Annotated[pd.ArrowDtype, pa.decimal128(12, 2)]
Texts = Annotated[pd.ArrowDtype, pa.list_(pa.string())]
Spans = Annotated[pd.ArrowDtype, pa.list_(SPAN)]
Alterations = Annotated[pd.ArrowDtype, pa.list_(ALTERATION)]
Signatories = Annotated[pd.ArrowDtype, pa.list_(SIGNATORY)]
