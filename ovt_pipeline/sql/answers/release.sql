-- Which release is this, published when, is it made of synthetic data, and how is its plan called?
SELECT release_id, published_at, is_synthetic,
  (SELECT any_value(plan_title_fr) FROM plan) AS plan_title_fr, (SELECT any_value(plan_title_en) FROM plan) AS plan_title_en
FROM releases ORDER BY published_at DESC LIMIT 1
