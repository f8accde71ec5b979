"""AUC and processor seconds of 100 trees of XGBoost on the rows of TeacherBench.

    python3 src/jmh/python/teacher_xgboost.py FOLDER [TREES]

Needs pandas, pyarrow, scikit-learn and xgboost.
"""
import sys
import time

import pandas as pd
import xgboost
from sklearn import metrics


def read(folder, part):
    rows = pd.read_parquet(f"{folder}/{part}.parquet")
    return rows.drop(columns="label"), (rows["label"] == "signal").astype(int)


def main(folder, trees=100):
    x, y = read(folder, "train")
    model = xgboost.XGBClassifier(n_estimators=int(trees), n_jobs=2)
    clock, processor = time.perf_counter(), time.process_time()
    model.fit(x, y)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    test, truth = read(folder, "test")
    auc = metrics.roc_auc_score(truth, model.predict_proba(test)[:, 1])
    print(f"{len(x)} rows, {trees} trees: AUC {auc:.4f}, {clock:.1f} s, {processor:.1f} core-seconds")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
