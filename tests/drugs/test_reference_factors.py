"""The older vintage agrees with the public file that still carries it; the file is never the source for care."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drug_patients import real_tables

FILE = Path(__file__).parents[3] / "shared/data/cdc_opioid_docs/CDCMMEClinicalConversionFactors.cql"


@pytest.mark.data
@pytest.mark.skipif(not FILE.is_file(), reason="the reference file is not beside the checkout")
def test_the_2016_factors_agree_with_the_public_file_and_the_2022_factors_do_not() -> None:
    tables = real_tables()
    by_code = {drug.rxcui: drug.id for drug in tables.drugs.values() if drug.rxcui}
    text = FILE.read_text(encoding="utf-8")
    told = re.findall(
        r"value: '(\d+)' \},\s+display[^\n]+\n[^\n]+\n[^\n]+\n[^\n]+\n\s+value: decimal \{ value: ([\d.]+)", text
    )
    assert len(told) >= 6
    for code, value in told:
        assert tables.factors[f"{by_code[code]}-2016"].factor == float(value)
    assert tables.factors["hydromorphone-2022"].factor == 5
    tiers = dict(re.findall(r"'(\d+-[\d*]+):(\d+)'", text))
    ours = [f.factor for f in tables.factors.values() if f.id.startswith("methadone-2016")]
    assert ours == [float(v) for v in tiers.values()]
