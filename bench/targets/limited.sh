# The same Serai with ten limits to be kept: five of the tenant and five of the model.
URL=http://127.0.0.1:9130/v1/chat/completions
MODEL=gpt-4o-mini
HEADERS=("Authorization: Bearer sk-serai-demo-bench")
start() {
  SERAI_DEMO_KEY=sk-serai-demo-bench SERAI_ADMIN_KEY=sk-serai-admin-bench SERAI_DATA_DIR=$PWD/tmp/limited \
    exec ../serai run --config conf/serai.yaml --config conf/limited.yaml
}
