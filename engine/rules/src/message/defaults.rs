//! The usual wording of letters, for committees that write none.

use muster_protocol::definition::{Language, Templates};

/// The usual templates of a language.
#[must_use]
pub fn usual(language: Language) -> Templates {
    let (routine, red, news) = match language {
        Language::Zh => (ROUTINE_ZH, RED_ZH, NEWS_ZH),
        Language::En => (ROUTINE_EN, RED_EN, NEWS_EN),
    };
    Templates { language, routine: routine.to_owned(), red: red.to_owned(), news: news.to_owned() }
}

const ROUTINE_ZH: &str = "\
{{ 岗位 }}：您好！今天是{{ 日期 }}，《{{ 活动 }}》有以下{{ 总数 }}项提醒。
{% for 组 in 分组 %}

【{{ 组.名称 }}】
{% for 项 in 组.事项 %}
{{ loop.index }}. {{ 项.名称 }}{% if 项.单位 %}【{{ 项.单位 }}】{% endif %}：{{ 项.说明 }}\
{% if 项.要交 %}。请交：{{ 项.要交 }}{% endif %}{% if 项.编号 %}（编号 {{ 项.编号 }}）{% endif %}

{% endfor %}
{% endfor %}
{% if 另有 %}
……另有{{ 另有 }}项
{% endif %}

请签收：{{ 签收 }}
";

const RED_ZH: &str = "\
【红色督办单】{{ 岗位 }}：您好！截至{{ 日期 }}，《{{ 活动 }}》有以下{{ 总数 }}项逾期未办，请督促责任单位抓紧办理。

{% for 组 in 分组 %}
{% for 项 in 组.事项 %}
{{ loop.index }}. {{ 项.名称 }}{% if 项.单位 %}【{{ 项.单位 }}】{% endif %}：{{ 项.说明 }}\
{% if 项.要交 %}。应交：{{ 项.要交 }}{% endif %}{% if 项.编号 %}（编号 {{ 项.编号 }}）{% endif %}

{% endfor %}
{% endfor %}
{% if 另有 %}
……另有{{ 另有 }}项
{% endif %}

请签收：{{ 签收 }}
";

const NEWS_ZH: &str = "\
{{ 岗位 }}：您好！《{{ 活动 }}》有{{ 总数 }}项新情况，请留意。
{% for 组 in 分组 %}

【{{ 组.名称 }}】
{% for 项 in 组.事项 %}
{{ loop.index }}. {{ 项.名称 }}{% if 项.单位 %}【{{ 项.单位 }}】{% endif %}：{{ 项.说明 }}\
{% if 项.要交 %}。请交：{{ 项.要交 }}{% endif %}{% if 项.编号 %}（编号 {{ 项.编号 }}）{% endif %}

{% endfor %}
{% endfor %}
{% if 另有 %}
……另有{{ 另有 }}项
{% endif %}

请签收：{{ 签收 }}
";

const ROUTINE_EN: &str = "\
To the {{ 岗位 }}. It is {{ 日期 }}; {{ 活动 }} has {{ 总数 }} reminder{% if 总数 != 1 %}s{% endif %} for you.
{% for 组 in 分组 %}

{{ 组.名称 }}
{% for 项 in 组.事项 %}
{{ loop.index }}. {{ 项.名称 }}{% if 项.单位 %} [{{ 项.单位 }}]{% endif %}: {{ 项.说明 }}\
{% if 项.要交 %}. To hand in: {{ 项.要交 }}{% endif %}{% if 项.编号 %} ({{ 项.编号 }}){% endif %}

{% endfor %}
{% endfor %}
{% if 另有 %}
... and {{ 另有 }} more
{% endif %}

To confirm that you have read this: {{ 签收 }}
";

const RED_EN: &str = "\
Red card for the {{ 岗位 }}. On {{ 日期 }} {{ 活动 }} still waits for {{ 总数 }} late item{% if 总数 != 1 %}s{% endif %}. \
Please see to it that the units hand them in.

{% for 组 in 分组 %}
{% for 项 in 组.事项 %}
{{ loop.index }}. {{ 项.名称 }}{% if 项.单位 %} [{{ 项.单位 }}]{% endif %}: {{ 项.说明 }}\
{% if 项.要交 %}. To hand in: {{ 项.要交 }}{% endif %}{% if 项.编号 %} ({{ 项.编号 }}){% endif %}

{% endfor %}
{% endfor %}
{% if 另有 %}
... and {{ 另有 }} more
{% endif %}

To confirm that you have read this: {{ 签收 }}
";

const NEWS_EN: &str = "\
To the {{ 岗位 }}. There is news of {{ 活动 }}.
{% for 组 in 分组 %}

{{ 组.名称 }}
{% for 项 in 组.事项 %}
{{ loop.index }}. {{ 项.名称 }}{% if 项.单位 %} [{{ 项.单位 }}]{% endif %}: {{ 项.说明 }}\
{% if 项.要交 %}. To hand in: {{ 项.要交 }}{% endif %}{% if 项.编号 %} ({{ 项.编号 }}){% endif %}

{% endfor %}
{% endfor %}
{% if 另有 %}
... and {{ 另有 }} more
{% endif %}

To confirm that you have read this: {{ 签收 }}
";
