"""Public tables, split into training, validation and test rows, for the comparison with other learners.

    python3 src/jmh/python/tables_prepare.py RAW OUT [TABLE ...]

RAW is a folder of the published files; a file that is absent is copied from jobs/data of this repository or downloaded,
and the SHA-256 of each is checked. OUT/TABLE gets train.csv, validation.csv, test.csv and meta.json. Values are copied
as text, unchanged; columns are dropped only where they name the row or give the label away. Needs pandas.

A row order drawn by numpy's RandomState(7) puts 20 % of the rows into the test set and 12 % into the validation set.
Tables marked aside stay out of development: they are scored once, when the defaults are final.
"""
import dataclasses
import hashlib
import io
import json
import pathlib
import shutil
import sys
import urllib.parse
import urllib.request
import zipfile

import numpy as np
import pandas as pd

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
GITHUB = "https://raw.githubusercontent.com/"
CC_BY = "CC BY 4.0"
SEED = 7
TEST, VALIDATION, VALIDATION_OF_TRAINING = 0.20, 0.12, 0.15


@dataclasses.dataclass(frozen=True)
class File:
    """Published file, whose path is one of this repository or owner/name/commit/path of a public one on GitHub."""
    path: str
    sha256: str
    local: bool = False

    @property
    def name(self):
        return pathlib.PurePosixPath(self.path).name


@dataclasses.dataclass(frozen=True)
class Table:
    """Table of one or more files with equal columns; rows is the most rows that are kept, chosen at random."""
    name: str
    task: str
    label: str
    files: tuple
    origin: str
    license: str
    drop: tuple = ()
    separator: str = ","
    header: tuple = None
    distinct: str = None
    rows: int = None
    published_test: File = None
    aside: bool = False


def used_cars(name, sha256):
    return File(f"aelkahout/uk_used_cars/56d7b0e9f89a142418a1783ce28b2731d30dfb19/{name}.csv", sha256)


TABLES = (
    Table("adult", "classification", "income",
          (File("jobs/data/adult-train.csv.gz",
                "e421e7e6d1835fd322713fc43102ba5dd559454a74b4dab8e05ea2327eb2b12d", True),),
          "B. Becker and R. Kohavi, Adult, UCI 1996, doi 10.24432/C5XW20", CC_BY,
          published_test=File("jobs/data/adult-test.csv.gz",
                              "85679776cf172663455105022d14bf216cd4191c75aa7551e4aa77c46f47d96d", True)),
    Table("bank", "classification", "y",
          (File("ChSKSireesha/Prodigy_DS_03/0a89304e15e6f24fd7639e2001787ae22924c4fc/bank.zip",
                "7519afac50ce59ea9b768c3d4327a9efaae72848e268d720f81a8a5bd54c50da"),),
          "S. Moro, P. Rita and P. Cortez, Bank Marketing (bank-additional-full), UCI 2014, doi 10.24432/C5K306", CC_BY,
          separator=";"),
    Table("bike", "regression", "cnt",
          (File("drscott173/DLD-my-first-neural-network/30b428e7e4419c1502a18f81f6748a222e41f822/"
                "Bike-Sharing-Dataset/hour.csv",
                "09b19f3873d9c4ff8773304aef3233470286bf9010f1f6966e1b02a709015952"),),
          "H. Fanaee-T, Bike Sharing (by hour), UCI 2013, doi 10.24432/C5W894", CC_BY,
          drop=("instant", "casual", "registered")),
    Table("california", "regression", "median_house_value",
          (File("jobs/data/california.csv.gz",
                "7e8b966adbcaabf9d899603b7db13acc16cce50c49ee5668514b1dcfef8c545e", True),),
          "R. K. Pace and R. Barry 1997, StatLib; with ocean_proximity and gaps as in A. Géron's book", "public domain"),
    Table("diamonds", "regression", "price",
          (File("jobs/data/diamonds.csv.gz",
                "72ed2b6e60e287b458aa8516b464acbb52eb676c853aa3fe2c697f07a719d3d7", True),),
          "H. Wickham, ggplot2, data set diamonds", "MIT"),
    Table("electricity", "classification", "class",
          (File("scikit-multiflow/streaming-datasets/f1eb9f068c3450233721c3beac6fb0e880e9e7d7/elec.csv",
                "cdf901433885f29eca6911f70c0eeafb50d90596c879c30c5b99f5a2e8e734ff"),),
          "M. Harries, Splice-2 comparative evaluation: electricity pricing, 1999 (Elec2)", "not stated"),
    Table("king_county", "regression", "price",
          (File("JieliChen268/King_City_House_Prediction/6f1f1b6dda2fb445cc1331f5e89b8fb1d61837f1/kc_house_data.csv",
                "ac307c47b7ddb21e3224039d328bcfed6e654b3121537a67f0dd1cf4aa75f7b2"),),
          "House Sales in King County, USA, 2014 to 2015", "not stated by the copy (CC0 at the publisher, unchecked)",
          drop=("id",)),
    Table("letters", "classification", "letter",
          (File("jobs/data/letter-recognition.csv.gz",
                "dfd600d657d69996f9d062661973c5dcbdae14b8279a4e220acd7fc168bbd161", True),),
          "D. J. Slate, Letter Recognition, UCI 1991, doi 10.24432/C5ZP40", CC_BY),
    Table("melbourne", "regression", "Price",
          (File("nikitagokhale/DSBDAL/b8add732c931076b739d0ff6bf62c99f290fb2aa/melb_data.csv",
                "f198aa9dd65a22173586a3e352cf961325fa2c3a172520a4ead0d31b45bed05f"),),
          "T. Pino, Melbourne Housing Snapshot, 2017",
          "not stated by the copy (CC BY-NC-SA 4.0 at the publisher, unchecked)", drop=("",)),
    Table("shoppers", "classification", "Revenue",
          (File("isobeldaley/dsc-mod-5-project-ds-ft-071519/0d926ebc40aedc001c03d9e216462b9a02617e14/"
                "online_shoppers_intention.csv",
                "44b29f6ac84d6491bcf8d78e3cd544c10df910fe518293454174876f25956c4f"),),
          "C. Sakar and Y. Kastro, Online Shoppers Purchasing Intention, UCI 2018, doi 10.24432/C5F88Q", CC_BY),
    Table("credit_default", "classification", "default.payment.next.month",
          (File("nbgraham/SL-Loan-Default/444f8d197ee9f226be5c9db70f0e60751cb551d7/UCI_Credit_Card.csv",
                "e3d893c1b4a9dc73220d01e18975ea04adb79fd8e0cebed1aea739e77797224e"),),
          "I.-C. Yeh, Default of Credit Card Clients, UCI 2016, doi 10.24432/C55S3H", CC_BY, drop=("ID",), aside=True),
    Table("magic", "classification", "class",
          (File("TanishaSharma01/MAGIC-gamma-hadron-classification/8895e72ade7e042cc154730da133fa3ec298414c/"
                "magic04.data",
                "e9314b7ebd4b4b59a3b3d65f7316663963777b16a46786877651dbbaa640b36a"),),
          "R. Bock, MAGIC Gamma Telescope, UCI 2007, doi 10.24432/C52C8B", CC_BY, aside=True,
          header=("fLength", "fWidth", "fSize", "fConc", "fConc1", "fAsym", "fM3Long", "fM3Trans", "fAlpha", "fDist",
                  "class")),
    Table("traffic", "regression", "traffic_volume",
          (File("CodyTheCoderPrice/Finding-Heavy-Traffic-Indicators-on-I94/71a5b54c34abb30e8e72fa0032d3898e3996e5f3/"
                "Metro_Interstate_Traffic_Volume.csv",
                "3ec6b8844c4e5e20904855c81079a30e4342da20b7010e78606a244e539f29f6"),),
          "J. Hogue, Metro Interstate Traffic Volume, UCI 2019, doi 10.24432/C5X60B; an hour with several kinds of "
          "weather has a row for each, of which the first is kept", CC_BY,
          distinct="date_time", rows=30000, aside=True),
    Table("used_cars", "regression", "price",
          (used_cars("audi", "6ec1ba753146744045afe19300c52913729ca8784f316f51a596d1c07509a340"),
           used_cars("bmw", "316ccdf35c649a650f76bfd7cb7de4f41bef90a04f51f1b9d0077564af5d4928"),
           used_cars("ford", "18aa866a7681ee7cd089c9525ee9cd149e59e5654b3a834b8f582004cfe70e3f"),
           used_cars("hyundi", "b1c25c0e05f9362cc01565130e94ca57bb6002836cb4865c054aa6143c6b9941"),
           used_cars("merc", "356ce08ebc0de6f9fefaf8f0224e4d258407df4e6f42bd478640f33aedd51346"),
           used_cars("skoda", "0b0143801f181c8ba937cf3c464a3c212556c10fa42b1c288c2dbdb2f3d1b2f4"),
           used_cars("toyota", "0bede746dee07d12aa83a1eaeb5593e2a3f1bce7a905e56c064f0498ce23d9c7"),
           used_cars("vauxhall", "f197214fa6bf031e3e8d58b8df95e368002f3e6848eab27f7502b5ee793ec088"),
           used_cars("vw", "174bea86f5bb40844f8862b8d55624795d5a322946c2e03760791d76add5e1a8")),
          "A. Aditya, 100 000 UK Used Cars, 2020", "not stated by the copy (CC0 at the publisher, unchecked)",
          rows=30000, aside=True),
)


def obtain(file, raw):
    """Bytes of the file, which is copied or downloaded into the folder first where it is absent."""
    path = raw / file.name
    if not path.exists():
        if file.local:
            shutil.copy(REPOSITORY / file.path, path)
        else:
            urllib.request.urlretrieve(GITHUB + urllib.parse.quote(file.path), path)
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != file.sha256:
        raise ValueError(f"{path}: the SHA-256 must be {file.sha256}, but is {digest}")
    return content


def read(file, table, raw):
    """Rows of one file as text."""
    content = obtain(file, raw)
    if file.name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read(archive.namelist()[0])
    compression = "gzip" if file.name.endswith(".gz") else None
    rows = pd.read_csv(io.BytesIO(content), sep=table.separator, header=None, dtype=str, keep_default_na=False,
                       compression=compression)
    if table.header:
        return rows.set_axis(table.header, axis=1)
    return rows.iloc[1:].set_axis(rows.iloc[0], axis=1)


def load(table, raw):
    rows = pd.concat([read(file, table, raw) for file in table.files], ignore_index=True)
    if table.distinct:
        rows = rows.drop_duplicates(table.distinct)
    return rows.drop(columns=list(table.drop))


def random_parts(rows, most=None):
    """Training, validation and test rows drawn at random, and how they were chosen."""
    order = np.random.RandomState(SEED).permutation(len(rows))[:most]
    test, held = round(TEST * len(order)), round(VALIDATION * len(order))
    return ({"train": rows.iloc[order[test + held:]], "validation": rows.iloc[order[test:test + held]],
             "test": rows.iloc[order[:test]]},
            f"random: test {TEST:.0%}, validation {VALIDATION:.0%}, numpy RandomState({SEED})")


def split(table, raw):
    """Training, validation and test rows, and how they were chosen."""
    rows = load(table, raw)
    if not table.published_test:
        return random_parts(rows, table.rows)
    order = np.random.RandomState(SEED).permutation(len(rows))[:table.rows]
    held = round(VALIDATION_OF_TRAINING * len(order))
    return ({"train": rows.iloc[order[held:]], "validation": rows.iloc[order[:held]],
             "test": read(table.published_test, table, raw)},
            f"published test set; validation {VALIDATION_OF_TRAINING:.0%} of the published training rows, "
            f"numpy RandomState({SEED})")


def describe(table, parts, how):
    files = (*table.files, *((table.published_test,) if table.published_test else ()))
    return {"name": table.name, "task": table.task, "label": table.label,
            "rows": {part: len(rows) for part, rows in parts.items()},
            "columns": [column for column in parts["train"].columns if column != table.label],
            "source": {"origin": table.origin,
                       "files": [file.path if file.local else GITHUB + file.path for file in files]},
            "license": table.license, "split": how, "aside": table.aside}


def write(folder, parts, meta):
    folder.mkdir(parents=True, exist_ok=True)
    for part, rows in parts.items():
        rows.to_csv(folder / f"{part}.csv", index=False, lineterminator="\n")
    (folder / "meta.json").write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n")
    print(meta["name"], meta["task"], meta["rows"], len(meta["columns"]), "aside" if meta["aside"] else "")


def prepare(table, raw, out):
    parts, how = split(table, raw)
    write(out / table.name, parts, describe(table, parts, how))


def main(raw, out, *names):
    unknown = set(names) - {table.name for table in TABLES}
    if unknown:
        raise SystemExit(f"unknown tables {sorted(unknown)}; known are {[table.name for table in TABLES]}")
    raw = pathlib.Path(raw)
    raw.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        if not names or table.name in names:
            prepare(table, raw, pathlib.Path(out))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
